"""Judges a Dockerfile and its rewritten version."""
import difflib
from collections import Counter
from dataclasses import dataclass, replace

from . import dockerfile, hints
from .compare import compare, config_difference, start_difference
from .differences import Declared
from .dockerfile import NotJudged, Op


def steps(ops):
    """Without directories that nothing is done in any more."""
    last = max((i for i, op in enumerate(ops) if op.kind not in ("dir", "event")), default=-1)
    return ops[:last + 1]


def same_base(was, now, declared):
    """Configurations without what the replaced base image had set, and the new one sets again: `NAME` or `WorkingDir=/path`."""
    again = declared.command.split()
    was, now = dict(was), dict(now)
    for word in again:
        name, _, value = word.partition("=")
        field = name if value else "Env." + name
        # A variable of the base image that the path begins with is not known here.
        if not value or now.get(field) == value and value.endswith(was.get(field, "")):
            was.pop(field, None), now.pop(field, None)
    # A value that begins with one of these, which are not known for the original.
    for field in [field for field in was if field.startswith("Env.") and again]:
        if was[field] and now.get(field) != was[field] and (now.get(field) or "").endswith(was[field]):
            was.pop(field), now.pop(field)
    for config in (was, now):
        config["Env order"] = [name for name in config.get("Env order", []) if name not in again]
        config.pop("Base", None)
    return was, now


@dataclass
class Verdict:
    kind: str  # equal, different, not judged
    why: str = ""
    executions: int = 0
    reached_end: bool = True  # did the original get to its last RUN


class Judge:
    def __init__(self, binary, sandbox, failures=16, quick=False):
        """`failures`: so many first calls of a stage are made to fail, and the last. `quick`: where several shells may be
        /bin/sh, each failure is tried in one of them, in turn."""
        self.binary, self.sandbox, self.failures, self.quick = binary, sandbox, failures, quick

    def judge(self, before, after, differences=(), everything=False):
        """`everything`: stages that are the same in both are executed, too."""
        self.declared, self.executions, self.reached_end = Declared(differences), 0, True
        try:
            was, now = dockerfile.load(self.binary, before), dockerfile.load(self.binary, after)
            self.declared.uses_oldpwd = any(word in d.source for d in (was, now) for word in (b"OLDPWD", b"~-", b"cd -"))
            problem = self.stages(was, now, everything)
        except NotJudged as reason:
            return Verdict("not judged", str(reason), self.executions, self.reached_end)
        return Verdict("different" if problem else "equal", problem or "", self.executions, self.reached_end)

    def stages(self, was, now, everything):
        split = self.declared.of("split")
        if split:
            return self.split(was, now, everything, split[0])
        if len(was.stages) != len(now.stages):
            return f"{len(was.stages)} stages -> {len(now.stages)}"
        self.links, self.hints = hints.links(was, now), hints.hints(was, now)
        for left, right in zip(was.stages, now.stages):
            # A base that is not a stage may be renamed; whether it is the same image is for the declaration to say.
            problem = None
            if left.final:
                problem = config_difference(left.config, right.config, self.declared) or self.started(left, right)
            problem = problem or self.stage(left, right, everything)
            if problem:
                return f"stage {left.name}: {problem}"
        return None

    def split(self, was, now, everything, declared):
        """The last stage became a builder, which still does every step, and a stage that has its configuration. That the process
        finds all it needs is for a real build to show: here, that files keep their paths and no step is lost or made up."""
        if len(now.stages) != len(was.stages) + 1:
            return f"{len(was.stages)} stages, split -> {len(now.stages)}"
        self.links, self.hints = hints.links(was, now), hints.hints(was, now)
        *others, left = was.stages
        for one, other in zip(others, now.stages):
            problem = self.stage(one, other, everything)
            if problem:
                return f"stage {one.name}: {problem}"
        builder, runtime = replace(now.stages[-2], own=steps(now.stages[-2].own)), now.stages[-1]
        return (self.stage(replace(left, own=steps(left.own)), builder, everything)
                or config_difference(*same_base(left.config, runtime.config, declared), self.declared)
                or dockerfile.split_difference(was, now, declared, {each.now for each in self.declared.of("added-command")}))

    def started(self, left, right):
        """A declared change of CMD or ENTRYPOINT still starts the same programs with the same words."""
        for field in ("Cmd", "Entrypoint"):
            was, now = left.config.get(field), right.config.get(field)
            if was == now or not was or not now:
                continue
            for dialect in left.dialects:
                self.sh = dockerfile.SHELLS[dialect]
                problem = start_difference(self.execute(self.start(left, was), "l"), self.execute(self.start(right, now), "l"))
                if problem:
                    return f"{field} starts: {problem}"
        return None

    @staticmethod
    def start(stage, argv):
        env = tuple(sorted(f"{k}={v}" for k, v in {"HOME": "/root", **stage.env}.items()))
        is_shell = argv[:-1] == (stage.config.get("Shell") or ["/bin/sh", "-c"])
        return [op for op in stage.ops() if op.kind in ("dir", "file", "tree")] + [
            Op("run", (is_shell, stage.cwd, (), tuple(argv), env), (stage.user,))]

    def stage(self, left, right, everything):
        if left.ops() == right.ops() and not everything:
            return None
        dialects = self.dialects(left)
        for turn, dialect in enumerate(dialects):
            # In a large run, each failure is tried in one of the shells only, in turn.
            self.turn = (turn, len(dialects)) if self.quick else (0, 1)
            problem = self.in_shell(left, right, dockerfile.SHELLS[dialect], everything)
            if problem:
                return f"/bin/sh is {dialect}: {problem}"
        return None

    @staticmethod
    def dialects(stage):
        runs = [op.what for op in stage.ops() if op.kind == "run"]
        uses_sh = any(what[3][0] in ("/bin/sh", "sh", "/usr/bin/sh") for what in runs)
        return stage.dialects if uses_sh else stage.dialects[:1]

    # ---- one shell

    def in_shell(self, left, right, sh, everything):
        self.sh = sh
        was, now = left.ops(), right.ops()
        problem, plain = self.both(was, now, "l", "executed")
        if problem:
            return problem
        # Without what scripts expect to find: `cd` and file tools fail.
        problem, _ = self.both(was, now, "", "executed in a bare root")
        if not problem and any(d.kind not in ("base", "config") for d in self.declared.all):
            problem, _ = self.both(was, now, "ls", "executed with package managers that need their lists")
        return problem or self.with_failures(was, now, len(was) - len(left.own), plain, everything)

    def execute(self, ops, mode, fail=None):
        self.executions += 1
        return self.sandbox.run(ops, sh=self.sh, mode=mode, links=self.links, hints=self.hints, fail=fail)

    def both(self, was, now, mode, how, was_fail=None, now_fail=None):
        """(problem or None, alignment)."""
        first = self.execute(was, mode, was_fail)
        if first.trouble():
            raise NotJudged(self.reason(first.trouble()))
        if mode == "l" and was_fail is None:
            self.reached_end &= all(s == "0" for s in first.statuses)
        if "s" in mode and not all(s == "0" for s in first.statuses):
            return None, None  # an original that fails for want of lists says nothing about the other version
        second = self.execute(now, mode, now_fail)
        result = compare(was, first, now, second, self.declared)
        if second.trouble():
            result.problem = second.trouble()
        if not result.problem:
            return None, result
        self.confirm(was, first, now, second, mode, was_fail, now_fail)
        return f"{how}: {result.problem}", result

    def confirm(self, was, first, now, second, mode, was_fail, now_fail):
        """A difference counts where each version does the same every time."""
        for _ in range(6):
            for ops, seen, fail in ((was, first, was_fail), (now, second, now_fail)):
                again = self.execute(ops, mode, fail)
                if compare(ops, seen, ops, again).problem:
                    raise NotJudged("not deterministic")

    @staticmethod
    def reason(trouble):
        return {"no shell": "shell not available", "time limit": "time limit", "too many commands": "time limit"}.get(trouble, trouble)

    # ---- failures

    def with_failures(self, was, now, own, plain, everything):
        """Again, with each command of the changed instructions made to fail. What stands before them fails alike in both,
        and so does what stands behind, since the state there is the same. A command is named by its words and by which of the
        calls with these words it is: so the same one fails in both versions, however many were added or dropped."""
        changed = self.changed_ops(was, now) if not everything else set(range(len(was)))
        turn, turns = self.turn
        for i, j in self.chosen(plain, {op for op in changed if op >= own})[turn::turns]:
            one, other = self.failure(plain.was, i), self.failure(plain.now, j)
            command = b" ".join(one[0]).decode("utf-8", "replace")[:80]
            problem, _ = self.both(was, now, "l", f"with call {one[1]} of '{command}' made to fail", one, other)
            if problem:
                return problem
        return None

    @staticmethod
    def changed_ops(was, now):
        matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
        return {op for tag, start, end, _, _ in matcher.get_opcodes() if tag != "equal" for op in range(start, end)}

    def chosen(self, plain, ops):
        pairs = [(i, j) for i, j in plain.pairs if plain.was[i].record is not None and plain.was[i].op in ops]
        return pairs[:self.failures] + pairs[self.failures:][-1:]

    @staticmethod
    def failure(events, index):
        argv = events[index].record.argv
        count = Counter(e.record.argv for e in events[:index + 1] if e.record is not None)[argv]
        # Background jobs with the same words count, too: the sandbox sees them as they come.
        jobs = any(e.note and e.note[0] == "end of a RUN with jobs" and any(b"\0".join(argv) in raw for raw in e.note[1]) for e in events)
        if jobs:
            raise NotJudged("a background job has the words of another command")
        return argv, count
