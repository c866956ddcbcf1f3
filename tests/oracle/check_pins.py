#!/usr/bin/env python3
"""Does `dockhone optimize --passes pin-base` pin what it must, and touch nothing else?

    tests/oracle/check_pins.py --dockhone BINARY --latest LATEST.tsv [--catalog CATALOG.tsv] FILE|DIR...

Shares no code with dockhone: it reads FROM, COPY --from, RUN --mount=from and ARG with regular expressions.
Every file is copied into a scratch directory, optimized there, and compared line by line:

- an untagged or `latest` FROM of an image with an exact version in LATEST.tsv is pinned to a tag that begins with
  that version, and to the very tag with the codename where the table has one;
- with --catalog, every tag written is in the table and stands for the same image as what it replaces;
- images that are NO-LATEST, ABSENT or without an exact version, and everything else, are as they were.

Prints counts and every violation; exit status 1 where there is one. Windows builds (escape=`, PowerShell, a
--platform of Windows) must be left alone. A second run must change nothing.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

OFFICIAL = re.compile(r"^(?P<prefix>(?:(?:index\.)?docker\.io/)?(?:library/)?)(?P<name>[a-z0-9]+(?:[._-][a-z0-9]+)*)"
                      r"(?P<tag>:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$")
FROM = re.compile(r"""^\s*FROM\s+((?:--\S+\s+)*)(?P<word>"[^"\s]*"|'[^'\s]*'|\S+)"""
                  r"""(?:\s+AS\s+(?P<stage>\S+))?\s*$""", re.I)
ARG = re.compile(r"""^\s*ARG\s+(?P<name>\w+)=(?P<value>"[^"]*"|'[^']*'|\S*)\s*$""", re.I)
HEREDOC = re.compile(r"""<<-?\s*["']?([A-Za-z_]\w*)["']?""")
WINDOWS = re.compile(r"^\s*SHELL\s*\[\s*\"[^\"]*(powershell|pwsh|cmd)|"
                     r"^\s*FROM\s+--platform=[\"']?windows", re.I | re.M)


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class Knowledge:
    def __init__(self, latest, catalog):
        self.exact = {}  # image -> (version, tag with codename or "")
        for row in table(latest):
            version = row["latest_full_version"]
            if version not in ("NO-LATEST", "ABSENT") and re.search(r"\d", version):
                self.exact[row["image"]] = (version, row["latest_full_version_with_codename"])
        self.declined = {row["image"] for row in table(latest)} - self.exact.keys()
        self.aliases = collections.defaultdict(dict)  # image -> tag -> all its tags
        for row in table(catalog) if catalog else []:
            if row["variant"] != "windows":
                tags = set(row["aliases"].split(","))
                self.aliases[row["image"]].update(dict.fromkeys(tags, tags))

    def complaint(self, image, tag):
        """What is wrong with `tag` as a pin of `image`:latest; empty when nothing."""
        if image in self.declined:
            return f"{image} has no exact version, and was pinned to {tag}"
        if not re.search(r"\d", tag):
            return f"{tag} has no digit"
        if self.aliases and tag not in self.aliases[image].get("latest", ()):
            return f"{image}:{tag} is not the image that latest is"
        if image not in self.exact:
            return "" if self.aliases else f"{image} is not in the table, and was pinned to {tag}"
        version, codename = self.exact[image]
        if codename and tag != codename:
            return f"{image} was pinned to {tag}, not to {codename}"
        if not re.match(re.escape(version) + r"(?!\d)", tag):
            return f"{image} was pinned to {tag}, and the version of latest is {version}"
        return ""


def escape_of(text):
    """The directive counts only above everything but other directives."""
    for line in text.removeprefix("\ufeff").split("\n"):
        match = re.match(r"\s*#\s*([a-zA-Z]\w*)\s*=\s*(\S+)", line)
        if not match:
            break
        if match[1].lower() == "escape":
            return match[2]
    return "\\"


def logical_lines(text):
    """(line number, text) of instructions, comments and here-documents left out, continuations joined."""
    escape = escape_of(text)
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        first, joined = number, ""
        while number < len(lines):
            line = lines[number].rstrip("\r")
            number += 1
            if re.match(r"\s*#", line) or (joined and not line.strip()):
                if joined:
                    continue
                break
            stripped = line.rstrip(" \t")
            if not stripped.endswith(escape):
                joined += line
                break
            joined += stripped[:-1]
        if not joined.strip():
            continue
        if re.match(r"\s*(RUN|COPY|ADD|ONBUILD)\b", joined, re.I):
            for word in HEREDOC.findall(joined):
                end = next((i for i in range(number, len(lines)) if lines[i].strip("\t\r") == word), None)
                if end is not None:
                    number = end + 1
        yield first + 1, joined


def unquoted(word):
    return word[1:-1] if len(word) > 1 and word[0] in "\"'" and word[-1] == word[0] else word


def may_pin(reference):
    """The official image's name where the reference is untagged or latest."""
    match = OFFICIAL.match(reference)
    return match["name"] if match and match["tag"] in (None, ":latest") else None


class Checker:
    def __init__(self, knowledge):
        self.knowledge = knowledge
        self.counts = collections.Counter()
        self.violations = []
        self.pins = collections.Counter()

    def file(self, path, before, after):
        old, new = before.split("\n"), after.split("\n")
        if len(old) != len(new):
            return self.violation(path, 0, "the number of lines changed")
        windows = bool(WINDOWS.search(before)) or escape_of(before) == "`"
        explained = set()
        stages, froms, arguments = set(), collections.Counter(), {}
        for number, text in logical_lines(before):
            if (match := ARG.match(text)) and not froms:
                arguments[match["name"]] = (number, unquoted(match["value"]))
            if match := FROM.match(text):
                froms[unquoted(match["word"])] += 1
                self.check_from(path, number, unquoted(match["word"]), stages, old, new, windows, explained)
                stages.add((match["stage"] or "").lower())
        for number, (left, right) in enumerate(zip(old, new), 1):
            if left != right and number not in explained:
                self.check_other(path, number, left, right, before, arguments, stages)

    def check_from(self, path, number, word, stages, old, new, windows, explained):
        left, right = old[number - 1], new[number - 1]
        image = may_pin(word)
        self.counts["FROM"] += 1
        if word.lower() in stages or word == "scratch" or not image:
            if left != right:
                self.violation(path, number, f"touched: {left!r} -> {right!r}")
            explained.add(number)
            return
        if FROM.match(left) is None:  # spread over several lines: looked at by check_other if it changed
            self.counts["FROM over several lines"] += 1
            return
        explained.add(number)
        match = FROM.match(right)
        became = unquoted(match["word"]) if match else ""
        if became == word and left == right:
            if number > 1 and "dockhone:" in old[number - 2]:
                self.counts["left alone: a comment asks for it"] += 1
                return
            if image in self.knowledge.exact and not windows:
                self.violation(path, number, f"not pinned: {left!r}")
            self.counts["left alone: " + ("Windows" if windows else "declined")] += 1
            return
        base = word.removesuffix(":latest")
        if not became.startswith(base + ":") or left.replace(word, became, 1) != right:
            return self.violation(path, number, f"more than a tag changed: {left!r} -> {right!r}")
        self.pin(path, number, image, became[len(base) + 1:])
        if windows:
            self.violation(path, number, f"pinned in a Windows build: {right!r}")

    def check_other(self, path, number, left, right, before, arguments, stages):
        """A change elsewhere must be that of an image in --from, in a mount, or in the default of an ARG."""
        argument = ARG.match(left)
        if argument and arguments.get(argument["name"], (0,))[0] == number:
            return self.check_argument(path, number, argument, right, before)
        pairs = [(a, b) for a, b in zip(re.split(r"[\s,=\"']+", left), re.split(r"[\s,=\"']+", right)) if a != b]
        if len(pairs) != 1 or "from" not in left.lower():
            return self.violation(path, number, f"touched: {left!r} -> {right!r}")
        name, became = pairs[0]
        image = may_pin(name)
        base = name.removesuffix(":latest")
        if not image or name.lower() in stages or not became.startswith(base + ":"):
            return self.violation(path, number, f"touched: {left!r} -> {right!r}")
        self.counts["--from"] += 1
        self.pin(path, number, image, became[len(base) + 1:])

    def check_argument(self, path, number, argument, right, before):
        variable = argument["name"]
        use = re.compile(r"\$(?:\{%s\}|%s\b)" % (variable, variable))
        words = {match["word"] for _, text in logical_lines(before)
                 if (match := FROM.match(text)) and use.search(text)}
        again = re.findall(r"^\s*ARG\s.*\b%s\b" % variable, before, re.I | re.M)
        if len(words) != 1 or len(again) != 1:
            return self.violation(path, number, f"an ARG with other uses was changed: {right!r}")
        changed = ARG.match(right)
        old, new = unquoted(argument["value"]), unquoted(changed["value"] if changed else "")
        word = unquoted(words.pop())
        image = may_pin(use.sub(lambda _: old, word))
        if not image:
            return self.violation(path, number, f"touched: {argument[0]!r} -> {right!r}")
        self.counts["ARG"] += 1
        self.pin(path, number, image, use.sub(lambda _: new, word).rpartition(":")[2])

    def pin(self, path, number, image, tag):
        self.counts["pinned"] += 1
        self.pins[f"{image}:{tag}"] += 1
        if complaint := self.knowledge.complaint(image, tag):
            self.violation(path, number, complaint)

    def violation(self, path, number, what):
        self.violations.append(f"{path}:{number}: {what}")


def optimize(binary, folder):
    """Paths that could not be parsed."""
    command = [binary, "optimize", "--write", "--passes", "pin-base", "--format", "json", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 4):
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}")
    report = json.loads(done.stdout or b'{"files": []}')
    return {pathlib.Path(file["path"]).name for file in report["files"] if file["status"] == "failed"}


def read(path):
    return path.read_bytes().decode("utf-8", "surrogateescape")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--dockhone", required=True)
    options.add_argument("--latest", required=True)
    options.add_argument("--catalog")
    options.add_argument("paths", nargs="+", type=pathlib.Path)
    options = options.parse_args()
    files = [file for path in options.paths
             for file in (sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path])]
    checker = Checker(Knowledge(options.latest, options.catalog))
    with tempfile.TemporaryDirectory() as scratch:
        copies = [pathlib.Path(scratch, f"{i}.Dockerfile") for i in range(len(files))]
        for file, copy in zip(files, copies):
            copy.write_bytes(file.read_bytes())
        failed = optimize(options.dockhone, scratch)
        once = {}
        for file, copy in zip(files, copies):
            once[copy] = read(copy)
            if copy.name not in failed:
                checker.file(file, read(file), once[copy])
            elif once[copy] != read(file):
                checker.violation(file, 0, "a file that does not parse was changed")
        optimize(options.dockhone, scratch)
        for file, copy in zip(files, copies):
            if once[copy] != read(copy):
                checker.violation(file, 0, "a second run changed it again")
    checker.counts["files"] = len(files)
    checker.counts["files that do not parse"] = len(failed)
    for name, count in sorted(checker.counts.items()):
        print(f"{count:8} {name}")
    for name, count in sorted(checker.pins.items()):
        print(f"{count:8} -> {name}")
    for violation in checker.violations:
        print(violation.encode("utf-8", "replace").decode())
    print(f"{len(checker.violations)} violations")
    return 1 if checker.violations else 0


if __name__ == "__main__":
    sys.exit(main())
