"""What scripts expect to find, so that a run gets further than its first missing file (see wire.h for the letters).

Taken from both versions together: both roots hold the same.
"""
import re

from .expand import CannotExpand, expand

WORD = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}")
CHANGE = re.compile(r"""\b(?:cd|pushd)\s+(?:--\s+)?("[^"\n]*"|'[^'\n]*'|[^\s;&|()<>"'`]+)""")
BELOW_HERE = re.compile(r"(?<![\w/.$}~-])(?:\./)+([\w.+-]+(?:/[\w.+-]+)*)")
WRITTEN = re.compile(r">>?\s*\"?(/[^\s;&|()<>\"'`]+)/[^\s/;&|()<>\"'`]+")
READ = re.compile(r"""(?:^|[\s;&|(])(?:\.|source)\s+"?([^\s;&|()<>"'`]+)""")
SCRIPT = re.compile(r"(?<![\w.}*-])(/[\w.+/-]+\.sh)\b")
ABSOLUTE = re.compile(r"(?<![\w.$}*/-])/[\w.+-]+(?:/[\w.+-]+)+")
PLAIN = re.compile(r"[\w.+@/-]+$")


def _commands(node):
    """First words of the simple commands of a script's tree."""
    if isinstance(node, list):
        for each in node:
            yield from _commands(each)
    elif isinstance(node, dict):
        if node.get("kind") == "simple" and node.get("words"):
            yield node["words"][0]["text"]
        for each in node.values():
            yield from _commands(each)


def _expanded(text, variables):
    try:
        word = expand(text, variables)
    except CannotExpand:
        return None
    return word if PLAIN.match(word) and ".." not in word.split("/") else None


def _of(dockerfile):
    variables = dict(dockerfile.globals)
    for stage in dockerfile.stages:
        variables.update(stage.variables())
    words = {"D" + op.what[0] for stage in dockerfile.stages for op in stage.own if op.kind == "dir" and op.what[0] != "/"}
    for instruction in dockerfile.tree["instructions"]:
        texts = [arg["value"] for arg in instruction["args"]]
        texts += [dockerfile.text(d["body"]) for d in instruction.get("heredocs", [])]
        text = "\n".join(texts)
        if instruction["keyword"] in ("CMD", "ENTRYPOINT"):
            words.update("a" + match.group() for match in ABSOLUTE.finditer(text))
            words.update("c" + match.group(1) for match in BELOW_HERE.finditer(text))
        if instruction["keyword"] != "RUN":
            continue
        for match in CHANGE.finditer(text):
            path = _expanded(match.group(1), variables)
            if path and path.strip("./"):
                words.add(("D" if path.startswith("/") else "d") + path.rstrip("/"))
        for pattern, letters in ((WRITTEN, "D-"), (READ, "ac"), (SCRIPT, "a-")):
            for match in pattern.finditer(text):
                path = _expanded(match.group(1), variables)
                if path and path.strip("./"):
                    words.add((letters[0] if path.startswith("/") else letters[1]) + path)
        words.update("c" + match.group(1) for match in BELOW_HERE.finditer(text))
        for command in set(_commands(instruction.get("scripts", []))):
            path = _expanded(command, variables)
            if path and "/" in path.strip("/") and not path.endswith("/"):
                words.add(("a" if path.startswith("/") else "c") + path)
    return words


def hints(*dockerfiles):
    found = set()
    for dockerfile in dockerfiles:
        found |= _of(dockerfile)
    found = {word for word in found if not word.startswith(("-", "D/dev", "D/proc", "D/sys", "a/dev", "a/proc"))}
    # A directory and a program cannot have one name.
    directories = {word[1:] for word in found if word[0] in "dD"}
    return sorted(word for word in found if word[0] in "dD" or word[1:] not in directories)


def links(*dockerfiles):
    names = {b"test", b"["}
    for dockerfile in dockerfiles:
        names.update(WORD.findall(dockerfile.source))
    return sorted(name for name in names if name not in (b".", b".."))
