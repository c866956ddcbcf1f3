#!/usr/bin/env python3
"""Which scripts does a real shell take? Asks dash -n, bash -n or busybox ash -n.

In:  {"id": any, "dialect": "dash" | "bash" | "ash", "script_b64": "…"}   one per line
Out: {"id": …, "accept": bool}                                            in the same order

"warning" is the shell's first line of complaint about a script that it takes nevertheless (bash, about a
here-document that the end of the file ends); "error" is its complaint about one that it refuses.
"""

import shell_batch

SHELLS = {
    "dash": [shell_batch.program("dash"), "-n"],
    "bash": [shell_batch.program("bash"), "--norc", "--noprofile", "-n"],
    "ash": [shell_batch.program("busybox"), "ash", "-n"],
}


def answer(runner, dialect, script):
    status, _, errors = runner.run([*SHELLS[dialect], runner.script], script)
    result = {"accept": status == 0}
    if errors:
        result["warning" if status == 0 else "error"] = runner.message(errors)
    return result


if __name__ == "__main__":
    shell_batch.batch(answer, __doc__.splitlines()[0], list(SHELLS))
