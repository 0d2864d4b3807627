"""html_drive.py PAGE COUNT: drives a page of --to html in headless Chromium, by mouse and by keys, and sees that hostile text of its
documents did nothing. PAGE has the documents of pages() in lib.sh; COUNT facts. Exit 77: there is no Chromium."""
import sys

import chromium

ROWS = "[...document.querySelectorAll('#rows tr')].filter(r => !r.hidden)"
FOCUS = "document.activeElement.id || document.activeElement.textContent"


def same(have, want, what):
    if have != want:
        print("html_drive: %s: %r, not %r" % (what, have, want), file=sys.stderr)
        sys.exit(1)


def quiet(page, what):
    """No dialog, no request but for the page, no error, nothing refused by the policy."""
    for e in page.events:
        method, about = e["method"], e.get("params", {})
        loud = method in ("Page.javascriptDialogOpening", "Runtime.exceptionThrown", "Log.entryAdded", "Page.frameAttached")
        if method == "Network.requestWillBeSent":
            loud = about["request"]["url"] not in (page.url, page.url + "#")
        same(loud, False, "%s: %s" % (what, e))


def filters(page, count):
    same(page.run(ROWS + ".length"), count, "rows")
    page.click("#filter")
    for letter in "吞吐量":
        page.call("Input.insertText", text=letter)
    same(page.run(ROWS + ".map(r => r.textContent.includes('吞吐量'))"), [True, True], "rows with 吞吐量")
    same(page.run("document.getElementById('count').textContent"), "2 of %d facts" % count, "count")
    page.call("Input.insertText", text=" 万吨")
    same(page.run(ROWS + ".length"), 1, "rows with both words")
    page.key("ArrowDown")
    same(page.run("document.activeElement === %s[0]" % ROWS), True, "from the filter down to the rows")
    page.run("filter.value = ''; filter.dispatchEvent(new Event('input'))")
    same(page.run(ROWS + ".length"), count, "rows again")


def sorts(page):
    key = "%s.map(r => r.%s)"
    for heading, value, order in (4, "dataset.start || '~'", "all[i - 1] <= x"), \
            (1, "querySelector('[data-cell]').textContent", "new Intl.Collator('zh').compare(all[i - 1], x) <= 0"):
        page.click("#facts th:nth-child(%d) button" % heading)
        up = page.run(key % (ROWS, value))
        same(page.run("(%s).every((x, i, all) => !i || %s)" % (key % (ROWS, value), order)), True, "sorted by column %d: %s" % (heading, up))
        page.key("Enter")  # the heading has the focus
        down = page.run(key % (ROWS, value))
        same(sorted(down) == sorted(up) and down[0] == up[-1], True, "sorted down by column %d: %s" % (heading, down))
        same(page.run("document.querySelectorAll('th')[%d].ariaSort" % (heading - 1)), "descending", "aria-sort")
    page.click("#facts th:nth-child(3) button")
    same(page.run("(rows => rows.every((r, i) => !i || rows[i - 1].dataset.unit !== r.dataset.unit || +rows[i - 1].dataset.number <= +r.dataset.number))"
                  "(%s)" % ROWS), True, "amounts of a unit by size")


def jumps(page):
    seen = ("(e => {const b = e.getBoundingClientRect(); return e.classList.contains('on') && b.top >= 0 && b.bottom <= innerHeight})"
            "(document.getElementById(%s))")
    page.click("#f0-2 .of-line")
    figure = page.run("document.getElementById('f0-2').dataset.figure")
    same(page.run(seen % ("'%s'" % figure)), True, "a click on a fact shows its figure")
    same(page.run(FOCUS), figure, "and goes there")
    same(page.run("document.getElementById('card').innerText.includes(document.getElementById('%s').dataset.value)" % figure), True, "the card")
    same(page.run("document.querySelectorAll('.m.on').length"), 1, "one figure is lit")
    page.key("Enter")
    same(page.run(FOCUS), "f0-2", "Enter on the figure goes back")
    same(page.run(seen % "'f0-2'"), True, "the row is seen")
    page.key("Home")
    first = page.run(FOCUS)
    page.key("ArrowDown", 2)
    same(page.run(FOCUS), page.run(ROWS + "[2].id"), "two rows down")
    page.key("ArrowUp", 2)
    same(page.run(FOCUS), first, "and up")
    page.click("#" + page.run("document.getElementById('f0-0').dataset.figure"))
    same(page.run(FOCUS), "f0-0", "a click on a figure goes to its fact")
    page.key("Enter")
    at = page.run("[...document.querySelectorAll('.m[id]')].indexOf(document.activeElement)")
    for key, step in ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1):
        page.key(key)
        same(page.run("[...document.querySelectorAll('.m[id]')].indexOf(document.activeElement)"), at + step, key)
    same(page.run("document.getElementById('card').hidden"), False, "with its card")
    page.key("Escape")
    same(page.run("document.getElementById('card').hidden"), True, "Escape hides it")
    nested = page.run("(document.querySelector('.m .m') || {}).id")
    page.run("document.getElementById('%s').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))" % nested)
    same(page.run("[...document.querySelectorAll('#card dt')].some(e => e.textContent === 'in')"), True, "what a nested mention is in")


def views(page):
    page.click("#tab-facts")
    page.key("ArrowRight")
    same(page.run("[...document.querySelectorAll('.view')].map(v => v.hidden)"), [True, False, True], "timeline")
    same(page.run("document.querySelectorAll('#timeline .row:not(.axis)').length > 2"), True, "periods")
    page.click("#timeline .chips button")
    same(page.run("document.activeElement.matches('.m.on')"), True, "from the timeline to the text")
    page.click("#tab-bars")
    widths = page.run("[...document.querySelectorAll('#bars .track > span')].map(s => s.style.width)")
    same("100%" in widths and len(widths) >= 2, True, "bars: %s" % widths)
    page.click("#types button")
    same(page.run("document.querySelectorAll('.m.hide').length > 0"), True, "a type goes out")
    page.click("#types button")
    same(page.run("document.querySelectorAll('.m.hide').length"), 0, "and on")


def main():
    if not chromium.found():
        sys.exit(77)
    with chromium.Browser() as browser:
        page = browser.open(sys.argv[1])
        quiet(page, "loading")
        filters(page, int(sys.argv[2]))
        sorts(page)
        jumps(page)
        views(page)
        quiet(page, "using it")
        same(page.run("document.querySelectorAll('script, img, iframe, object, embed, link, base').length"), 1, "elements that load or run")
        colors = []
        for scheme in "light", "dark":
            page.media(scheme)
            colors.append(page.run("getComputedStyle(document.body).backgroundColor"))
        same(colors[0] != colors[1], True, "light and dark: %s" % colors)
        # The policy would stop a script even if one got in.
        page.run("{const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s)}")
        same(page.run("window.ran === undefined"), True, "a script from elsewhere is not run")


main()
