"""Are two executions of a stage the same, up to what is declared?"""
import itertools
import posixpath
from dataclasses import dataclass

from .differences import Declared, name, text

JOB = 1 << 2 | 1 << 3  # shells make background jobs ignore SIGINT and SIGQUIT

# What a call must have in common, besides words, directory and environment.
STATE = ("umask", "stdin", "stdout", "stderr", "same", "descriptors", "ignored", "limits")

# busybox ash ignores SIGQUIT itself, and what it runs in its own place (the last command of `sh -c`) inherits that. No
# builder sends SIGQUIT to a command.
QUIT = 1 << 3


@dataclass
class Event:
    """A call (record), a COPY (note), or the end of a RUN with background jobs (note)."""
    op: int
    record: object = None
    note: object = None


def events(ops, outcome):
    """In the order in which they happened. Background jobs have no place of their own: they run until the end of their RUN,
    beside all that follows in it. So they are noted, sorted, at that end."""
    found, runs, statuses = [], iter(outcome.runs), iter(outcome.statuses)
    for number, op in enumerate(ops):
        if op.kind == "event":
            found.append(Event(number, note=op.what))
        if op.kind != "run":
            continue
        records = next(runs, None)
        if records is None:
            break
        status = next(statuses)
        jobs = sorted(r.raw for r in records if r.ignored & JOB == JOB)
        found += [Event(number, record=r) for r in records if r.ignored & JOB != JOB]
        if jobs:
            found.append(Event(number, note=("end of a RUN with jobs", tuple(jobs))))
        if status != "0":
            break
    return found


def variables(record, declared):
    """Without what shells keep for themselves: SHLVL (bash takes one off in `exec`, but not in `( exec … )`), `_` (bash's path
    of the command that it started), and PWD and OLDPWD, which are exported only once a script has called cd. PWD is compared
    where it is not the directory that the call is in, OLDPWD where a script names it."""
    own = [b"SHLVL=", b"_="]
    if not declared.uses_oldpwd:
        own.append(b"OLDPWD=")
    if b"PWD=" + record.cwd in record.env:
        own.append(b"PWD=")
    own += [variable.encode() + b"=" for variable in declared.sees_after_move(record.argv)]
    return tuple(v for v in record.env if not v.startswith(tuple(own)))


def call_difference(was, now, declared):
    """None if these are the same call, else what differs."""
    if was.raw == now.raw and was.context == now.context and was.failed == now.failed:
        return None
    if not declared.explains_words(was.argv, now.argv, (was.cwd, now.cwd)):
        return f"words: {show(was.argv)} -> {show(now.argv)}"
    if not declared.explains_directory(was.argv, was.cwd, now.cwd):
        return f"directory of {show(was.argv)}: {text(was.cwd)} -> {text(now.cwd)}"
    if was.context != now.context:
        return f"user or flags of {show(was.argv)}: {was.context} -> {now.context}"
    left, right = variables(was, declared), variables(now, declared)
    if left != right:
        odd = sorted(set(left) ^ set(right))
        return f"environment of {show(was.argv)}: " + ", ".join(("-" if v in left else "+") + text(v) for v in odd[:6])
    for field in STATE:
        a, b = getattr(was, field), getattr(now, field)
        if a != b and not (field == "ignored" and a | QUIT == b | QUIT):
            return f"{field} of {show(was.argv)}: {text(a)} -> {text(b)}"
    return None if was.failed == now.failed else f"failure of {show(was.argv)}"


def show(argv):
    words = " ".join(text(w) for w in argv)
    return repr(words if len(words) < 160 else words[:157] + "...")


def event_difference(was, now, declared):
    if was.record is None or now.record is None:
        if was.note == now.note or (was.note and now.note and declared.explains_copy(was.note, now.note)):
            return None
        return f"{describe(was)} -> {describe(now)}"
    return call_difference(was.record, now.record, declared)


def describe(event):
    if event is None:
        return "the end"
    if event.record is None:
        return repr(event.note)[:200]
    return show(event.record.argv) + (" (made to fail)" if event.record.failed else "")


@dataclass
class Alignment:
    pairs: list  # (was, now): indices of events
    added: list  # of now
    dropped: list  # of was
    problem: str = ""


def align(was, now, declared):
    """Pairs the events of both versions in order. Only declared calls may be left without a partner. Searched depth first,
    partners before gaps, so that a call that is in both is not taken for an added one."""
    stack, seen, far = [(0, 0, None)], set(), (0, 0)
    while stack:
        i, j, path = stack.pop()
        if (i, j) in seen:
            continue
        seen.add((i, j))
        far = max(far, (i, j), key=sum)
        if i == len(was) and j == len(now):
            return unwind(path, declared, was, now)
        if j < len(now) and now[j].record is not None and not now[j].record.failed and declared.added(now[j].record.argv):
            stack.append((i, j + 1, ("added", j, path)))
        if i < len(was) and was[i].record is not None and declared.dropped(was[i].record.argv):
            stack.append((i + 1, j, ("dropped", i, path)))
        if i < len(was) and j < len(now) and event_difference(was[i], now[j], declared) is None:
            stack.append((i + 1, j + 1, ("pair", (i, j), path)))
    i, j = far
    left = was[i] if i < len(was) else None
    right = now[j] if j < len(now) else None
    if left and right:
        problem = event_difference(left, right, declared)
    else:
        problem = f"{describe(left)} -> {describe(right)}"
    return Alignment([], [], [], f"call {i + 1}: {problem}")


def unwind(path, declared, was, now):
    result = Alignment([], [], [])
    while path:
        kind, what, path = path
        {"pair": result.pairs, "added": result.added, "dropped": result.dropped}[kind].append(what)
    for each in (result.pairs, result.added, result.dropped):
        each.reverse()
    for kind, found in (("added-command", [now[j] for j in result.added]), ("dropped-command", [was[i] for i in result.dropped])):
        by = declared.added if kind == "added-command" else declared.dropped
        used = [by(event.record.argv) for event in found]
        for difference in set(used):
            if used.count(difference) > declared.all.count(difference) and difference.kind == kind:
                result.problem = f"{used.count(difference)} calls, but declared {declared.all.count(difference)} times: {difference}"
    return result


def align_moved(was, now, declared, failed):
    """Where commands are declared to run in another RUN, COPY may stand between other commands; all else stays where it is."""
    def split(found):
        copies, calls, before = [], [], []
        for event in found:
            if event.record is None and event.note[0] != "end of a RUN with jobs":
                copies.append(event.note)
            else:
                calls.append(event)
                before.append(len(copies))
        return copies, calls, before

    was_copies, was_calls, was_before = split(was)
    now_copies, now_calls, now_before = split(now)
    result = align(was_calls, now_calls, declared)
    shorter = min(len(was_copies), len(now_copies)) if failed else None  # a build that fails earlier copies less
    if not result.problem and was_copies[:shorter] != now_copies[:shorter]:
        result.problem = "COPY and ADD differ"
    for i, j in result.pairs:
        record = was_calls[i].record
        if was_before[i] != now_before[j] and not (record and declared.may_move(record.argv)):
            result.problem = result.problem or f"moved: {describe(was_calls[i])}"
    back = {id(event): i for i, event in enumerate(was)}
    there = {id(event): i for i, event in enumerate(now)}
    result.pairs = [(back[id(was_calls[i])], there[id(now_calls[j])]) for i, j in result.pairs]
    result.added = [there[id(now_calls[j])] for j in result.added]
    result.dropped = [back[id(was_calls[i])] for i in result.dropped]
    return result


# ---- files

# Calls that are declared as added or dropped change these places, besides their own operands.
PLACES = {
    ("apt", "clean"): "/var/cache/apt", ("apt-get", "clean"): "/var/cache/apt", ("apt-get", "autoclean"): "/var/cache/apt",
    ("apt-get", "update"): "/var/lib/apt/lists", ("apt", "update"): "/var/lib/apt/lists",
    ("apt-get", "install"): "/var/cache/apt/archives", ("apk", "update"): "/var/cache/apk",
    ("apk", "cache"): "/var/cache/apk", ("yum", "clean"): "/var/cache/yum", ("dnf", "clean"): "/var/cache/dnf",
    ("microdnf", "clean"): "/var/cache/dnf", ("yum", "makecache"): "/var/cache/yum", ("dnf", "makecache"): "/var/cache/dnf"}


# Calls that are declared as added may make accounts: then these files are other ones.
ACCOUNT_TOOLS = {"useradd", "groupadd", "adduser", "addgroup"}
ACCOUNT_FILES = {"/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow"}


def touched(records, declared):
    """Paths, and below them, that the added or dropped calls may change."""
    places = set()
    for record in records:
        words = [text(w) for w in record.argv]
        command = name(words)
        if command in ("rm", "rmdir", "find"):
            operands = [w for w in words[1:] if not w.startswith("-")]
            operands = operands[:1] if command == "find" else operands
            places.update(posixpath.normpath(posixpath.join(text(record.cwd), w)) for w in operands)
        if command in ACCOUNT_TOOLS:
            places |= ACCOUNT_FILES | {"/home/" + words[-1]}
        if command == "mkdir":
            places.update(directories_of(words))
        places.update(place for (tool, verb), place in PLACES.items() if tool == command and verb in words[1:])
    return places | declared.kept_empty()


def directories_of(words):
    """What `mkdir -p DIRECTORY...` makes, and the directories on the way there."""
    for operand in (w for w in words[1:] if w.startswith("/")):
        while operand != "/":
            yield operand
            operand = posixpath.dirname(operand)


def tree(listing):
    words = listing.split(b"\0")
    return dict(zip(words[0::2], words[1::2]))


def tree_difference(was, now, places, mounted=()):
    if was == now:
        return None
    left, right = tree(was), tree(now)
    for path in sorted(left.keys() | right.keys()):
        a, b = left.get(path), right.get(path)
        if a == b:
            continue
        if (a is None or b is None) and any(text(path) == p or text(path).startswith(p.rstrip("/") + "/") for p in places):
            continue
        if text(path) in ACCOUNT_FILES & set(places):
            continue
        # The builder makes the directories on the way to a mount.
        if a is None and b.startswith(b"directory") and any((m + "/").startswith(text(path) + "/") for m in mounted):
            continue
        return f"file {text(path)}: {text(a or b'none')} -> {text(b or b'none')}"
    return None


# ---- all of it

def outcome_of(ops, outcome):
    runs = sum(op.kind == "run" for op in ops)
    return "success" if outcome.statuses == ["0"] * runs else f"exit status {outcome.statuses[-1]}"


def compare(was_ops, was, now_ops, now, declared=Declared()):
    """The alignment; its problem is empty where the executions are the same."""
    left, right = events(was_ops, was), events(now_ops, now)
    a, b = outcome_of(was_ops, was), outcome_of(now_ops, now)
    moves = bool(declared.of("place"))
    failed = a == b != "success"
    result = align_moved(left, right, declared, failed) if moves else align(left, right, declared)
    result.was, result.now = left, right
    if result.problem:
        return result
    if a != b:
        result.problem = f"outcome: {a} -> {b}"
        return result
    if moves and failed:  # no image comes of it; what was copied by then may differ
        return result
    changed = [right[j].record for j in result.added] + [left[i].record for i in result.dropped]
    result.problem = tree_difference(was.tree, now.tree, touched(changed, declared), declared.mounted()) or ""
    return result


def start_difference(was, now):
    """How the container starts its programs, in two forms of one command: words, directory, and the environment but for
    what a shell in between exports of its own."""
    def words(record):  # a program may be named by its absolute path instead of a relative one
        first = record.argv[0]
        return ((posixpath.normpath(posixpath.join(record.cwd, first)) if b"/" in first else first),) + record.argv[1:]

    def calls(outcome):
        own = (b"PWD=", b"OLDPWD=", b"SHLVL=", b"_=")
        return [(words(r), r.cwd, r.umask, r.stdin, tuple(v for v in r.env if not v.startswith(own)))
                for run in outcome.runs for r in run]

    for left, right in itertools.zip_longest(calls(was), calls(now)):
        if left != right:
            return f"{show(left[0]) if left else 'nothing'} -> {show(right[0]) if right else 'nothing'}"
    return None if was.statuses == now.statuses else f"exit status {was.statuses} -> {now.statuses}"


def config_difference(was, now, declared):
    for field in sorted(was.keys() | now.keys()):
        a, b = was.get(field), now.get(field)
        if a != b and not (not a and not b) and not declared.explains_config(field, a, b):
            return f"configuration, {field}: {a!r} -> {b!r}"
    return None
