// The script of --to html: always the same bytes, which the page's policy names by their digest. It reads what kaoju wrote
// into the page (marks .m in the text, rows of facts) and puts text into the page as text only, never as markup.
"use strict";
(() => {
  const SHOWN = 500; // rows of the timeline and of the bars: more would be slow and tell nothing
  const byId = (id) => document.getElementById(id);
  const add = (parent, name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return parent.appendChild(element);
  };

  // ---------------------------------------------------------------- what the page holds
  const texts = byId("texts"), rowsBody = byId("rows"), card = byId("card");
  const marks = [...texts.querySelectorAll(".m[id]")];
  const cell = (row, name) => row.querySelector(`[data-cell="${name}"]`).textContent;
  const facts = [...rowsBody.rows].map((row, order) => ({
    row, order, shown: true,
    figure: byId(row.dataset.figure),
    when: byId(row.dataset.when),
    words: row.textContent.toLowerCase(),
    metric: cell(row, "metric"),
  }));
  const factOfRow = new Map(facts.map((fact) => [fact.row, fact]));
  const factsOf = new Map(); // the mark of a figure -> its facts
  for (const fact of facts)
    if (fact.figure && !factsOf.get(fact.figure)?.push(fact)) factsOf.set(fact.figure, [fact]);
  for (const mark of factsOf.keys()) {
    mark.classList.add("linked");
    mark.setAttribute("role", "button");
  }

  // One place of a list in the order of Tab; arrow keys move it.
  const rove = (old, next) => {
    if (old && old !== next) old.tabIndex = -1;
    if (next) next.tabIndex = 0;
    return next;
  };
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const reveal = (element) => element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: smooth });
  const center = (element) => element.scrollIntoView({ block: "center", behavior: smooth });

  // ---------------------------------------------------------------- the card of a mention
  const CARD = ["value", "entity", "rule", "confidence"];
  const fillCard = (mark) => {
    card.textContent = "";
    add(card, "b", mark.dataset.type + "  " + mark.textContent);
    const list = add(card, "dl");
    for (const name of CARD)
      if (mark.dataset[name]) {
        add(list, "dt", name);
        add(list, "dd", mark.dataset[name]);
      }
    for (let up = mark.parentElement.closest(".m"); up; up = up.parentElement.closest(".m")) {
      add(list, "dt", "in");
      add(list, "dd", up.dataset.type + "  " + up.textContent + (up.dataset.value ? "  " + up.dataset.value : ""));
    }
  };
  let described = null;
  const hideCard = () => {
    if (described) described.removeAttribute("aria-describedby");
    described = null;
    card.hidden = true;
  };
  const whole = (mark) => (mark.dataset.of && byId(mark.dataset.of)) || mark; // a part of a mention stands for all of it
  const showCard = (mark) => {
    hideCard();
    fillCard(whole(mark));
    described = mark;
    mark.setAttribute("aria-describedby", "card");
    card.hidden = false;
    place(mark);
  };
  const place = (mark) => {
    const at = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const below = at.bottom + 6 + card.offsetHeight < innerHeight;
    card.style.top = Math.max(0, below ? at.bottom + 6 : at.top - 6 - card.offsetHeight) + "px";
    card.style.left = Math.max(4, Math.min(at.left, innerWidth - card.offsetWidth - 8)) + "px";
  };
  texts.addEventListener("mouseover", (event) => {
    const mark = event.target.closest(".m");
    if (mark) showCard(mark);
    else hideCard();
  });
  texts.addEventListener("mouseleave", hideCard);
  texts.addEventListener("focusin", (event) => event.target.matches(".m") && showCard(event.target));
  texts.addEventListener("focusout", hideCard);
  addEventListener("scroll", () => described && place(described), true);

  // ---------------------------------------------------------------- a fact and its place in the text
  let chosen = null;
  const lit = [];
  const light = (element, className) => {
    if (!element) return;
    const parts = element.id ? [element, ...texts.querySelectorAll(`[data-of="${element.id}"]`)] : [element];
    for (const part of parts) {
      part.classList.add(className);
      lit.push([part, className]);
    }
  };
  const choose = (fact) => {
    for (const [element, className] of lit.splice(0)) element.classList.remove(className);
    if (chosen) chosen.row.removeAttribute("aria-current");
    chosen = fact;
    fact.row.setAttribute("aria-current", "true");
    light(fact.row, "on");
    light(fact.figure, "on");
    light(fact.when, "with");
    for (const button of document.querySelectorAll(`button[data-fact="${fact.order}"]`)) light(button, "on");
    currentRow = rove(currentRow, fact.row);
  };
  const toText = (fact) => {
    choose(fact);
    if (!fact.figure) return;
    currentMark = rove(currentMark, fact.figure);
    fact.figure.focus({ preventScroll: true });
    center(fact.figure);
  };
  const toRow = (fact) => {
    if (!fact.shown) {
      filter.value = "";
      applyFilter();
    }
    show("facts");
    choose(fact);
    fact.row.focus({ preventScroll: true });
    center(fact.row);
  };

  // ---------------------------------------------------------------- the text by mouse and keys
  let currentMark = rove(null, marks[0]);
  const factAt = (mark) => {
    for (let at = mark && whole(mark); at; at = at.parentElement && at.parentElement.closest(".m"))
      if (factsOf.has(at)) {
        const list = factsOf.get(at);
        return list[(list.indexOf(chosen) + 1) % list.length]; // once more: the next fact of this figure
      }
    return null;
  };
  texts.addEventListener("click", (event) => {
    const fact = factAt(event.target.closest(".m"));
    if (fact) toRow(fact);
  });
  texts.addEventListener("keydown", (event) => {
    const at = marks.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (to !== undefined && marks[to]) {
      currentMark = rove(currentMark, marks[to]);
      marks[to].focus();
    } else if (event.key === "Enter" || event.key === " ") {
      const fact = factAt(event.target);
      if (fact) toRow(fact);
    } else if (event.key === "Escape") {
      hideCard();
      return;
    } else {
      return;
    }
    event.preventDefault();
  });

  // ---------------------------------------------------------------- the facts by mouse and keys
  let currentRow = rove(null, facts.length ? facts[0].row : null);
  const beside = (row, step) => {
    do row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    while (row && row.hidden);
    return row;
  };
  const edge = (last) => {
    const row = last ? rowsBody.lastElementChild : rowsBody.firstElementChild;
    return row && row.hidden ? beside(row, last ? -1 : 1) : row;
  };
  rowsBody.addEventListener("click", (event) => {
    const fact = factOfRow.get(event.target.closest("tr"));
    event.preventDefault(); // the link of the figure is for pages without this script
    if (fact && !String(getSelection())) toText(fact);
  });
  rowsBody.addEventListener("keydown", (event) => {
    const fact = factOfRow.get(event.target.closest("tr"));
    const steps = { ArrowDown: () => beside(fact.row, 1), ArrowUp: () => beside(fact.row, -1),
                    Home: () => edge(false), End: () => edge(true) };
    if (!fact || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      toText(fact);
    } else if (steps[event.key]) {
      const row = steps[event.key]();
      if (row) {
        choose(factOfRow.get(row));
        row.focus({ preventScroll: true });
        reveal(row);
      }
    } else {
      return;
    }
    event.preventDefault();
  });
  for (const link of rowsBody.querySelectorAll("a")) link.tabIndex = -1; // Tab stops at the row

  // ---------------------------------------------------------------- sorting
  const collator = new Intl.Collator("zh");
  const byText = (a, b) => collator.compare(a, b);
  const byDate = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const number = (text) => (text && Number.isFinite(Number(text)) ? Number(text) : NaN);
  const amount = (fact) => {
    const { number: exact, low, high } = fact.row.dataset;
    return [exact, low, high].map(number).find((value) => !Number.isNaN(value)) ?? Infinity;
  };
  const comparers = {
    text: (column) => (a, b) => byText(a.row.cells[column].textContent, b.row.cells[column].textContent),
    value: () => (a, b) => byText(a.row.dataset.unit, b.row.dataset.unit) || amount(a) - amount(b) || 0,
    time: () => (a, b) => byDate(a.row.dataset.start || "~", b.row.dataset.start || "~"), // no time: last
    place: () => (a, b) => a.order - b.order,
  };
  const headings = [...document.querySelectorAll("#facts th")];
  headings.forEach((heading, column) => {
    heading.firstElementChild.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      const compare = comparers[heading.dataset.sort](column);
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = [...facts].sort((a, b) => (down ? compare(b, a) : compare(a, b)) || a.order - b.order);
      const fragment = document.createDocumentFragment(); // one change of the page, not one for each row
      for (const fact of sorted) fragment.append(fact.row);
      rowsBody.append(fragment);
    });
  });

  // ---------------------------------------------------------------- filter
  const filter = byId("filter"), count = byId("count");
  function applyFilter() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const fact of facts) {
      fact.shown = words.every((word) => fact.words.includes(word));
      fact.row.hidden = !fact.shown;
      shown += fact.shown;
    }
    count.textContent = shown === facts.length ? `${shown} facts` : `${shown} of ${facts.length} facts`;
    if (!currentRow || currentRow.hidden) currentRow = rove(currentRow, edge(false));
    drawTimeline();
    drawBars();
  }
  filter.addEventListener("input", applyFilter);
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !edge(false)) return;
    show("facts");
    currentRow = rove(currentRow, edge(false));
    currentRow.focus();
    event.preventDefault();
  });

  // ---------------------------------------------------------------- tabs
  const tabs = [...document.querySelectorAll("#tabs [role=tab]")];
  function show(name) {
    for (const tab of tabs) {
      const on = tab.getAttribute("aria-controls") === name;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = !on;
    }
  }
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => show(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      show(next.getAttribute("aria-controls"));
      next.focus();
      event.preventDefault();
    });
  });

  // ---------------------------------------------------------------- timeline and bars
  const factButton = (parent, fact, text) => {
    const button = add(parent, "button", text, fact === chosen ? "on" : "");
    button.type = "button";
    button.dataset.fact = fact.order;
    button.addEventListener("click", () => toText(fact));
  };
  const bar = (track, start, size, className) => {
    const span = add(track, "span", undefined, className);
    span.style.left = (100 * start).toFixed(3) + "%";
    if (size !== null) span.style.width = (100 * size).toFixed(3) + "%";
    return span;
  };
  const note = (view, all, what) => {
    if (!all) add(view, "p", `no ${what}`, "note");
    else if (all > SHOWN) add(view, "p", `the first ${SHOWN} of ${all} ${what}; filter to see others`, "note");
  };
  const clear = (view) => {
    while (view.lastElementChild !== view.firstElementChild) view.lastElementChild.remove(); // all but its heading
  };
  const day = (text) => {
    const parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(text || "");
    return parts ? new Date(0).setUTCFullYear(+parts[1], parts[2] - 1, +parts[3]) : NaN;
  };
  const DAY = 86400000, YEAR = 365.2425 * DAY;

  // Years, or months where there are few of them.
  const ticks = (from, to) => {
    const years = (to - from) / YEAR, out = [];
    const steps = years > 2 ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((s) => 12 * s) : [1, 2, 3, 6];
    const step = steps.find((s) => years * 12 / s <= 8) || 120000;
    const first = new Date(from).getUTCFullYear() * 12 + new Date(from).getUTCMonth();
    for (let month = Math.ceil(first / step) * step; out.length < 10; month += step) {
      const at = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
      const name = String(Math.floor(month / 12)) + (step % 12 ? "-" + String(month % 12 + 1).padStart(2, "0") : "");
      if (at > to) break;
      if (at >= from) out.push([at, name]);
    }
    return out;
  };

  function drawTimeline() {
    const view = byId("timeline"), periods = new Map();
    clear(view);
    for (const fact of facts) {
      const { start, end } = fact.row.dataset;
      if (!fact.shown || Number.isNaN(day(start))) continue;
      const key = start + " " + end;
      if (!periods.has(key)) periods.set(key, { start: day(start), end: day(end), name: cell(fact.row, "time"), facts: [] });
      periods.get(key).facts.push(fact);
    }
    const all = [...periods.values()].sort((a, b) => a.start - b.start || a.end - b.end);
    note(view, all.length, "periods");
    if (!all.length) return;
    const from = all[0].start;
    const to = all.reduce((last, p) => Math.max(last, p.start, Number.isNaN(p.end) ? 0 : p.end), from) + DAY;
    const axis = add(view, "div", undefined, "row axis");
    add(axis, "span");
    const scale = add(axis, "div", undefined, "track");
    for (const [at, name] of ticks(from, to)) bar(scale, (at - from) / (to - from), null).textContent = name;
    for (const period of all.slice(0, SHOWN)) {
      const row = add(view, "div", undefined, "row");
      add(row, "bdi", period.name);
      const end = Number.isNaN(period.end) ? to : period.end + DAY;
      bar(add(row, "div", undefined, "track"), (period.start - from) / (to - from),
          Math.max(0, end - period.start) / (to - from), Number.isNaN(period.end) ? "open" : "");
      const chips = add(row, "div", undefined, "chips");
      for (const fact of period.facts.slice(0, SHOWN)) factButton(chips, fact, `${fact.metric} ${cell(fact.row, "text")}`.trim());
    }
  }

  function drawBars() {
    const view = byId("bars"), groups = new Map();
    clear(view);
    for (const fact of facts) {
      const { unit, change } = fact.row.dataset;
      if (!fact.shown || !fact.metric || !Number.isFinite(amount(fact))) continue;
      const key = JSON.stringify([fact.metric, unit, change]); // a level and a growth are not compared
      if (!groups.has(key)) groups.set(key, { name: [fact.metric, change, unit].filter(Boolean).join(" · "), facts: [] });
      groups.get(key).facts.push(fact);
    }
    const all = [...groups.values()].filter((group) => group.facts.length > 1);
    note(view, all.length, "comparable figures (same metric and unit)");
    for (const group of all.slice(0, SHOWN)) drawGroup(view, group);
  }

  function drawGroup(view, group) {
    const section = add(view, "section");
    add(section, "h3", group.name);
    const ends = (fact) => {
      const { number: exact, low, high } = fact.row.dataset;
      const value = number(exact);
      return Number.isNaN(value) ? [number(low), number(high)].map((n) => (Number.isNaN(n) ? amount(fact) : n)) : [0, value];
    };
    const most = group.facts.reduce((max, fact) => Math.max(max, ...ends(fact).map(Math.abs)), 0) || 1;
    const sorted = [...group.facts].sort((a, b) => byDate(a.row.dataset.start, b.row.dataset.start) || a.order - b.order);
    for (const fact of sorted.slice(0, SHOWN)) {
      const row = add(section, "div", undefined, "row"), [low, high] = ends(fact).map((n) => Math.abs(n) / most);
      factButton(row, fact, [cell(fact.row, "time"), cell(fact.row, "subject"), cell(fact.row, "text")].filter(Boolean).join("  "));
      bar(add(row, "div", undefined, "track"), Math.min(low, high), Math.abs(high - low), amount(fact) < 0 ? "negative" : "");
    }
  }

  // ---------------------------------------------------------------- types of mentions: a legend that switches them
  const types = byId("types"), perType = new Map();
  for (const mark of marks) perType.set(mark.dataset.type, (perType.get(mark.dataset.type) || 0) + 1);
  for (const [type, found] of perType) {
    const button = add(types, "button", `${type} ${found}`);
    const sample = marks.find((mark) => mark.dataset.type === type);
    button.type = "button";
    button.style.setProperty("--hue", getComputedStyle(sample).getPropertyValue("--hue"));
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      for (const mark of texts.querySelectorAll(".m")) if (mark.dataset.type === type) mark.classList.toggle("hide", !on);
    });
  }

  show("facts");
  applyFilter();
  const linked = location.hash && facts.find((fact) => "#" + fact.row.id === location.hash);
  if (linked) toText(linked);
})();
