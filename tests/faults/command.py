#!/usr/bin/env python3
"""The command under faults of the system: command.py KAOJU PRELOAD FAULT_KAOJU SOURCE [--kills N]

Every open, read, write, fsync, rename, close, chmod and readdir fails once and from then on, with each errno that it can have;
likewise every call for memory in the command itself, and for a thread (FAULT_KAOJU: command_memory.c).
Then either kaoju says so (exit code not 0, a message, no FILE or the old one whole, no temporary file), or it could do
without (a retry, a close of what was only read) and the output is the whole one. Killed at any time it leaves whole lines
but for the last, and FILE old or new. A closed, full or broken standard output is never exit code 0."""
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

KAOJU, PRELOAD, FAULT_KAOJU, SOURCE = sys.argv[1:5]
KILLS = int(sys.argv[6]) if sys.argv[5:6] == ["--kills"] else 12
ERRNOS = {
    "open": ["EACCES", "EMFILE", "ENOSPC", "EROFS"],
    "read": ["EIO", "EINTR", "EISDIR"],
    "write": ["ENOSPC", "EIO", "EDQUOT", "EFBIG", "EPIPE"],
    "sync": ["EIO", "ENOSPC", "EDQUOT"],
    "rename": ["EACCES", "EXDEV", "ENOSPC", "EROFS"],
    "close": ["EIO", "ENOSPC", "EDQUOT"],
    "list": ["EIO", "ENOENT"],
    "chmod": ["EPERM"],
    "memory": ["ENOMEM"],
}
MODEL_ERRNOS = {"open": ["EACCES"], "read": ["EIO", "EINTR", "END"], "stat": ["EIO"], "map": ["ENODEV"], "close": ["EIO"]}
ELSEWHERE = tempfile.TemporaryDirectory()
MOST = 40  # calls of one kind: a run makes fewer
problems = []
cases = 0


def problem(what):
    problems.append(what)
    print("FAULT NOT HANDLED:", what, file=sys.stderr)


def environment(fault=None, told=None, uncounted=False):
    """uncounted: what gcov counts is not to be trusted, of many threads, or is left unfinished"""
    env = dict(os.environ, LC_ALL="C.UTF-8", ASAN_OPTIONS="verify_asan_link_order=0")
    if uncounted:
        env["GCOV_PREFIX"] = ELSEWHERE.name
    if fault:
        env.update(LD_PRELOAD=PRELOAD, KAOJU_FAULT=fault, KAOJU_FAULT_TOLD=told)
    return env


SMALL = ["--dict", SOURCE + "/tests/golden/explain/dict", "--rules", SOURCE + "/tests/golden/explain/rules"]


def tree(path):
    """Everything below path that the command may have made, with its bytes."""
    found = {}
    for folder, _, names in os.walk(path):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                found[os.path.relpath(os.path.join(folder, name), path)] = file.read()
    return found


def run(arguments, folder, fault=None, told=None):
    kaoju = FAULT_KAOJU if fault and fault.startswith("memory") else KAOJU
    return subprocess.run([kaoju] + arguments, cwd=folder, env=environment(fault, told, "-j" in arguments), capture_output=True,
                          timeout=60)


def is_part(now, want):
    """Exit code 3: some inputs failed, the others were written, in whole lines."""
    return set(now) == set(want) and all(now[name].startswith(b"SQLite format 3") or
                                         set(now[name].splitlines(True)) <= set(want[name].splitlines(True))
                                         for name in now)


def one_fault(name, arguments, folder, before, want, kind, number, code, later):
    """Returns False when the run has no call of this number."""
    global cases
    shutil.rmtree(folder)
    shutil.copytree(before, folder)
    told = folder + ".told"
    if os.path.exists(told):
        os.remove(told)
    fault = f"{kind}:{number}:{0 if code == 'END' else getattr(errno, code)}{'+' if later else ''}"
    result = run(arguments, folder, fault, told)
    if not os.path.exists(told):
        return False
    cases += 1
    now, label = tree(folder), f"{name}, {fault} ({code})"
    if result.returncode < 0:
        problem(f"{label}: died of signal {-result.returncode}")
    elif result.returncode == 0:
        if (result.stdout, now) != want:
            problem(f"{label}: exit code 0, but the output is another")
    else:
        if later and kind == "open" and name == "-o folder":  # what cannot be opened any more cannot be emptied
            now = {path: now[path] for path in now if not path.startswith("graph.")}
        if now != tree(before) and now != want[1] and not (result.returncode == 3 and is_part(now, want[1])):
            problem(f"{label}: left {sorted(now)}")
        if not result.stderr and code != "EPIPE":
            problem(f"{label}: no message")
    return True


def check_faults(name, arguments, prepare, errnos):
    with tempfile.TemporaryDirectory() as place:
        before, folder = place + "/before", place + "/run"
        os.mkdir(before)
        prepare(before)
        shutil.copytree(before, folder)
        result = run(arguments, folder)
        if result.returncode != 0:
            problem(f"{name}: fails by itself: {result.stderr.decode()}")
        want = (result.stdout, tree(folder))
        for kind, codes in errnos.items():
            for code in codes:
                for later in (False, True):
                    if code == "EINTR" and later:
                        continue  # a read that is interrupted is begun again, for ever
                    number = 1
                    while number <= MOST and one_fault(name, arguments, folder, before, want, kind, number, code, later):
                        number += 1


def page(folder):
    with open(folder + "/page.txt", "w") as file:
        file.write("财政部长周明投资约948亿美元，3亿元。\n" * 3)
    with open(folder + "/old.jsonl", "w") as file:
        file.write("old\n")


def empty_page_and_model(folder):  # so that a read that finds the end is a fault of the model only
    open(folder + "/empty.txt", "w").close()
    subprocess.run([KAOJU, "compile", "-o", folder + "/model.kjm"] + SMALL, check=True, env=environment())


def tree_of_pages(folder):
    page(folder)
    os.mkdir(folder + "/pages")
    shutil.copy(folder + "/page.txt", folder + "/pages/a.txt")
    shutil.copy(folder + "/page.txt", folder + "/pages/b.txt")


def saved(folder):
    page(folder)
    subprocess.run([KAOJU, "extract", "page.txt", "-o", "saved.jsonl"] + SMALL, cwd=folder, check=True, env=environment())


def first(codes, count):
    return {kind: codes[kind][:count] for kind in codes}


def only(*kinds):
    return {kind: ERRNOS[kind][:1] for kind in kinds}


def many_lines(path):
    with open(path, "w") as file:
        for i in range(3000):
            file.write(json.dumps({"id": i, "text": "财政部长周明投资约948亿美元，3亿元。"}, ensure_ascii=False) + "\n")


def check_kills():
    with tempfile.TemporaryDirectory() as place:
        many_lines(place + "/in.jsonl")
        command = [KAOJU, "extract", "in.jsonl", "--to", "jsonl", "-j", "2"] + SMALL
        start = time.time()
        whole = subprocess.run(command, cwd=place, capture_output=True, env=environment(uncounted=True)).stdout
        duration = time.time() - start
        random.seed(7)
        for i in range(KILLS):
            to_file = i % 2 == 1
            with open(place + "/out", "wb") as out, open(place + "/new", "w") as old:
                old.write("old\n")
                old.flush()
                run_ = subprocess.Popen(command + (["-o", "new"] if to_file else []), cwd=place, stdout=out,
                                        env=environment(uncounted=True))
                time.sleep(duration * random.random())
                run_.send_signal(signal.SIGKILL)
                run_.wait()
            with open(place + ("/new" if to_file else "/out"), "rb") as file:
                made = file.read()
            if to_file and made not in (b"old\n", whole):
                problem(f"kill {i}: -o left {len(made)} bytes")
            if not to_file:
                if not whole.startswith(made):
                    problem(f"kill {i}: standard output is no beginning of the whole one")
                for line in made.split(b"\n")[:-1]:
                    json.loads(line)


def check_standard_output():
    global cases
    with tempfile.TemporaryDirectory() as place:
        many_lines(place + "/in.jsonl")
        page(place)
        with open(place + "/fact.txt", "w") as file:
            file.write("去年，埃及与土耳其的双边贸易额达88亿美元。")
        subprocess.run([KAOJU, "extract", "page.txt", "-o", "saved.jsonl"] + SMALL, cwd=place, check=True,
                       env=environment())
        commands = [["extract", "page.txt"] + SMALL, ["extract", "in.jsonl", "-j", "2"] + SMALL,
                    ["extract", "page.txt", "--to", "csv"] + SMALL, ["explain", "page.txt"] + SMALL,
                    ["check", "fact.txt", "fact.txt"], ["convert", "saved.jsonl", "--to", "csv"],
                    ["verify", "saved.jsonl"], ["rules", "list"] + SMALL, ["version"], ["--help"], ["extract", "--help"]]
        for command in commands:
            for how in ("/dev/full", "closed", "broken"):
                cases += 1
                with open("/dev/full", "wb") as full:
                    stdout, options = full, {}
                    if how == "closed":
                        stdout, options = None, {"preexec_fn": lambda: os.close(1)}
                    if how == "broken":
                        reader, writer = os.pipe()
                        os.close(reader)
                        stdout = writer
                    result = subprocess.run([KAOJU] + command, cwd=place, stdout=stdout, stderr=subprocess.PIPE,
                                            env=environment(uncounted="-j" in command), **options)
                    if how == "broken":
                        os.close(writer)
                if result.returncode == 0:
                    problem(f"{' '.join(command[:2])} to {how}: exit code 0")
                if how != "broken" and not result.stderr:
                    problem(f"{' '.join(command[:2])} to {how}: no message")


extract = ["extract", "page.txt", "--to"]
check_faults("-o new file", extract + ["jsonl", "-o", "new.jsonl"] + SMALL, page, ERRNOS)
check_faults("-o old file", extract + ["csv", "-o", "old.jsonl"] + SMALL, page, first(ERRNOS, 1))
check_faults("standard output", extract + ["jsonl"] + SMALL, page, first(ERRNOS, 2))
check_faults("-o folder", extract + ["neo4j", "-o", "graph"] + SMALL, page, first(ERRNOS, 1))
check_faults("pages", ["extract", "pages", "--to", "jsonl"] + SMALL, tree_of_pages, first(ERRNOS, 1))
check_faults("-j 2", ["extract", "page.txt", "pages", "--to", "jsonl", "-j", "2"] + SMALL, tree_of_pages,
             only("memory"))
check_faults("database", ["extract", "page.txt", "--to", "sqlite", "-o", "new.db"] + SMALL, page,
             only("open", "read", "write"))
check_faults("explain", ["explain", "page.txt", "--find", "投资"] + SMALL, page, only("read", "memory"))
check_faults("check", ["check", "page.txt", "pages", "--claims", "page.txt"] + SMALL, tree_of_pages,
             only("open", "read", "memory"))
check_faults("convert", ["convert", "saved.jsonl", "--to", "conll"], saved, only("open", "read", "memory"))
check_faults("verify", ["verify", "saved.jsonl"], saved, only("open", "read", "write", "memory"))
check_faults("compile", ["compile", "-o", "old.jsonl"] + SMALL, page, only("write", "sync", "memory"))
for trust in ([], ["--trust-model"]):
    check_faults("model" + " trusted" * len(trust), ["extract", "empty.txt", "--model", "model.kjm"] + trust,
                 empty_page_and_model, MODEL_ERRNOS)
injected = cases
check_kills()
check_standard_output()
print(f"{injected} calls of the system made to fail, {len(set(sum(ERRNOS.values(), sum(MODEL_ERRNOS.values(), []))))} errno values "
      f"of {len({**ERRNOS, **MODEL_ERRNOS})} kinds of call; {KILLS} kills; {cases - injected} unusable standard outputs; {len(problems)} problems")
sys.exit(1 if problems else 0)
