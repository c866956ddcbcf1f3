"""Talks to equivalence_sandbox."""
import os
import pathlib
import struct
import subprocess
from dataclasses import dataclass, field


class Record:
    """One call of a command, decoded when looked at."""
    __slots__ = ("raw", "failed", "context", "_fields")

    def __init__(self, raw, context):
        self.failed, self.raw, self.context, self._fields = raw[:1] == b"1", raw[1:], context, None

    def fields(self):
        if self._fields is None:
            words = self.raw.split(b"\0")
            argc = int(words[0])
            state = words[argc + 1:]
            self._fields = {
                "argv": tuple(words[1:argc + 1]), "cwd": state[0], "umask": state[1], "stdin": state[2],
                "stdout": state[3], "stderr": state[4], "same": state[5], "descriptors": state[6], "ignored": int(state[7]),
                "limits": state[8], "env": tuple(state[10:10 + int(state[9])])}
        return self._fields

    def __getattr__(self, name):
        return self.fields()[name]


@dataclass
class Outcome:
    runs: list = field(default_factory=list)  # records of each RUN, in order
    statuses: list = field(default_factory=list)  # of each RUN that was started
    tree: bytes = b""

    def trouble(self):
        """Why a RUN has no exit status; None where all have one."""
        return next((s for s in self.statuses if not s.isdigit()), None)


class Missing(Exception):
    """The machine lacks what the sandbox needs."""


def _strings(words):
    return [str(len(words)).encode(), *words]


def _bytes(text):
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text


class Sandbox:
    def __init__(self, build):
        here = pathlib.Path(build) / "tests/equivalence"
        self.process = subprocess.Popen([here / "equivalence_sandbox", here / "tools"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def run(self, ops, *, sh, mode, links, hints, fail=None, seconds=10):
        """Runs `ops` in a fresh root, up to the first RUN that fails. `fail`: (argv, n): its n-th call fails."""
        argv, occurrence = fail or ((), 0)
        words = [mode.encode(), str(seconds).encode(), sh.encode(), str(occurrence).encode(), *_strings(argv),
                 *_strings(links), *_strings([_bytes(h) for h in hints])]
        contexts = []
        for op in ops:
            if op.kind == "run":
                shell, cwd, mounts, command, env = op.what
                words += [b"run", b"shell" if shell else b"exec", _bytes(cwd), *_strings([_bytes(m) for m in mounts]),
                          *_strings([_bytes(w) for w in command]), *_strings([_bytes(v) for v in env])]
                contexts.append(op.context)
            elif op.kind == "file":
                path, file_mode, content = op.what
                words += [b"file", _bytes(path), str(file_mode).encode(), _bytes(content).replace(b"\0", b"?")]
            elif op.kind != "event":
                words += [op.kind.encode(), _bytes(op.what[0])]
        words.append(b"end")
        body = b"\0".join(words) + b"\0"
        try:
            self.process.stdin.write(struct.pack("=I", len(body)) + body)
            self.process.stdin.flush()
            return self.read(contexts)
        except (BrokenPipeError, EOFError) as error:
            raise Missing(os.fsdecode(self.process.stderr.read()).strip() or "the sandbox ended") from error

    def exactly(self, size):
        data = self.process.stdout.read(size)
        if len(data) != size:
            raise EOFError
        return data

    def read(self, contexts):
        outcome, records = Outcome(), []
        while True:
            tag, size = struct.unpack("=cI", self.exactly(5))
            data = self.exactly(size)
            if tag == b"R":
                records.append(Record(data, contexts[len(outcome.runs)]))
            elif tag == b"O":
                outcome.runs.append(records)
                outcome.statuses.append(data.decode())
                records = []
            elif tag == b"T":
                outcome.tree = data
            elif tag == b"Z":
                return outcome
