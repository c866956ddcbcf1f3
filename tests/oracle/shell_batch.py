"""What shell_accept.py and shell_positions.py share: many scripts, one short process for each.

Questions and answers are JSON lines. Identical questions are asked once; answers come in the order of the
questions. Starting a process is nearly all of the cost, hence posix_spawn and files instead of pipes.
"""

import argparse
import base64
import json
import multiprocessing
import os
import shutil
import sys
import tempfile

# A build runs RUN in the C locale unless the image says otherwise; PATH is needed by nothing under -n.
ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}


class Runner:
    """Runs programs one after the other, on a script file that is reused."""

    def __init__(self):
        self.directory = tempfile.mkdtemp(prefix="dockhone-oracle-")
        self.script = os.path.join(self.directory, "script")
        self.errors = os.path.join(self.directory, "errors")
        self.output = os.path.join(self.directory, "output")

    def run(self, argv, script):
        """Exit status, standard output and standard error of argv; standard input is the script too."""
        with open(self.script, "wb", buffering=0) as file:
            file.write(script)
        create = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        pid = os.posix_spawn(argv[0], argv, ENVIRONMENT, file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, self.script, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, self.output, create, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, self.errors, create, 0o600),
        ])
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return status, self.read(self.output), self.read(self.errors)

    @staticmethod
    def read(path):
        with open(path, "rb", buffering=0) as file:
            return file.read()

    def message(self, errors):
        """The first line of an error, without the name of the script file."""
        lines = errors.decode("utf-8", "replace").splitlines()
        return lines[0].replace(self.script, "script") if lines else ""


def program(name):
    path = shutil.which(name)
    if not path:
        sys.exit(f"oracle: {name} is missing; run tests/oracle/install")
    return path


_runner = None
_answer = None


def _start(answer):
    global _runner, _answer
    _runner, _answer = Runner(), answer
    multiprocessing.util.Finalize(None, shutil.rmtree, args=(_runner.directory, True), exitpriority=1)


def _ask(question):
    return _answer(_runner, *question)


def batch(answer, description, dialects=()):
    """Reads questions, asks answer(runner, dialect, script) for each distinct one, prints the answers.

    Without dialects, the questions' dialect is not looked at.
    """
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    jobs = arguments.parse_args().jobs

    order, distinct = [], {}
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        question = json.loads(line)
        dialect = question.get("dialect", "bash")
        if dialects and dialect not in dialects:
            sys.exit(f"oracle: line {number}: dialect must be one of {', '.join(dialects)}, not {dialect!r}")
        key = (dialect if dialects else None, base64.b64decode(question["script_b64"]))
        order.append((question["id"], distinct.setdefault(key, len(distinct))))

    with multiprocessing.get_context("fork").Pool(jobs, _start, (answer,)) as pool:
        answers, arriving = [], pool.imap(_ask, list(distinct), chunksize=32)
        for identity, position in order:
            while len(answers) <= position:
                answers.append(json.dumps(next(arriving), separators=(",", ":"))[1:])
            sys.stdout.write(f'{{"id":{json.dumps(identity)},{answers[position]}\n')
        pool.close()
        pool.join()
