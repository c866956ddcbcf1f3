#!/usr/bin/env python3
"""Compares dockhone's Dockerfile parser with the reference parser, file by file.

    compare_dockerfile.py --ours BUILD/tests/syntax/syntax_dump < list-of-file-names

Prints the agreement on accept/reject and on the trees (there is one, too, where only a check of an
instruction failed), and every kind of disagreement with its number and an example. A kind with a known
reason (the packaged reference is older than what dockhone follows, see README.md) is marked; --ours also
says whether text and spans are lossless. Exits 1 where an agreement is below its bar, where something is
not lossless, or (--explained) where a kind has no known reason.
"""
import argparse
import base64
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

GO_SPACE = "\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

# (what happened, pattern in the kind, pattern in the file or None, reason)
KNOWN = [
    ("accept", r"unknown flag: (--)?(parents|security|device|exclude|unpack)$", None, "a flag of the newest release"),
    ("accept", r"failed to parse csv mounts", rb"--mount=\S*\n", "CSV of the newest release"),
    ("reject", r"here-document", rb"<<[ \t\r\\]", "`<< EOF` is a here-document in the newest release"),
    ("accept", r"", rb"<<[ \t\r\\]", "`<< EOF` is a here-document in the newest release"),
    ("tree", r"heredocs|end|start|args|count", rb"<<[ \t\r\\]", "`<< EOF` is a here-document in the newest release"),
    ("accept", r"arrays must be comprised of strings", rb"\][^\n]", "text after the array makes it shell form"),
    ("tree", r": text after the array", None, "which makes it shell form in the newest release"),
    ("reject", r"SHELL needs a JSON array", rb"(?mi)^\s*SHELL\b[^\n]*\][ \t]*[^\s]",
     "text after the array makes it shell form in the newest release"),
    ("any", r"", rb"(?i)^(\xef\xbb\xbf)?(\s*#\s*(syntax|escape)\s*=.*\n)*\s*#\s*check\s*=",
     "`# check=` is a directive in the newest release"),
    ("any", r"", rb"(?i)#\s*escape\s*=\s*`", "flags are unescaped by the escape character in the newest release"),
    ("any", r"here-document|unterminated|heredocs|end|count", rb"<<[^\n]*\$\{",
     "${x:-y} in a here-document operator loses what stands before it in the newest release"),
]


def text_of(value):
    if isinstance(value, dict):
        return base64.b64decode(value["b64"]).decode("utf-8", "surrogateescape")
    return value


def normal(node):
    """A node with what may legitimately differ in form taken out."""
    if node is None or "nested" in node and node["nested"] is None:
        return node
    result = dict(node)
    result["original"] = text_of(node["original"]).strip(GO_SPACE)
    if "nested" in node:
        result["nested"] = normal(node["nested"])
    return result


KEYWORDS = set("add arg cmd copy entrypoint env expose from healthcheck label maintainer onbuild run shell "
               "stopsignal user volume workdir".split())


def text_after_array(line):
    array = line[line.find("["):]
    try:
        return json.JSONDecoder().raw_decode(array)[1] < len(array)
    except json.JSONDecodeError:
        return False


def node_difference(ours, reference, place=""):
    keyword = place + str(reference.get("keyword"))
    ours_nested, reference_nested = ours.get("nested"), reference.get("nested")
    if reference.get("json") and not ours.get("json") and text_after_array(reference["original"]):
        return f"{keyword}: text after the array"
    for field in ("keyword", "start", "end", "flags", "args", "json", "heredocs", "original"):
        if ours.get(field) != reference.get(field):
            return f"{keyword}: {field}"
    if ours_nested is None and reference_nested is not None:
        # The reference keeps an unknown instruction behind ONBUILD; dockhone shows none.
        return f"{keyword}: nested" if reference_nested["keyword"] in KEYWORDS else None
    if ours_nested is not None:
        return node_difference(ours_nested, reference_nested or {}, keyword + " ")
    return None


def tree_difference(ours, reference):
    if ours["escape"] != reference["escape"]:
        return "escape"
    if ours["directives"] != reference["directives"]:
        return "directives"
    if (ours["syntax"] is None) != (reference["syntax"] is None) or (
            ours["syntax"] and ours["syntax"]["cmdline"] != reference["syntax"]["cmdline"]):
        return "syntax"
    if len(ours["nodes"]) != len(reference["nodes"]):
        return "count of instructions"
    for one, other in zip(ours["nodes"], reference["nodes"]):
        difference = node_difference(normal(one), normal(other))
        if difference:
            return difference
    return None


def generic(message):
    message = re.sub(r"dockerfile parse error on line \d+: ", "", text_of(message))
    message = re.sub(r'"(\\.|[^"\\])*"|\'[^\']*\'', "…", message)
    message = re.sub(r"unknown instruction: .*", "unknown instruction", message, flags=re.S)
    message = re.sub(r"there is no instruction .*", "there is no instruction …", message, flags=re.S)
    return message[:120]


def explain(what, kind, path):
    with open(path, "rb") as file:
        data = file.read()
    for happened, in_kind, in_file, reason in KNOWN:
        if happened in (what, "any") and re.search(in_kind, kind) and (in_file is None or re.search(in_file, data)):
            return reason
    return None


def ask(binary, names, log):
    with open(names, "rb") as stdin:
        process = subprocess.Popen([binary], stdin=stdin, stdout=log, stderr=subprocess.DEVNULL)
    return process


def answers(ours, reference, names):
    """Pairs of answers, file by file, without holding them all."""
    with tempfile.TemporaryDirectory() as directory:
        logs = [os.path.join(directory, each) for each in ("ours", "reference")]
        processes = []
        for binary, log in zip((ours, reference), logs):
            with open(log, "wb") as out:
                processes.append(ask(binary, names, out))
        for process, binary in zip(processes, (ours, reference)):
            if process.wait() != 0:
                sys.exit(f"compare_dockerfile.py: {binary} failed with status {process.returncode}")
        with open(logs[0], encoding="utf-8") as one, open(logs[1], encoding="utf-8") as other:
            yield from zip(map(json.loads, one), map(json.loads, other))


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    cache = os.environ.get("DOCKHONE_ORACLE_DIR", os.path.join(here, "../../.cache/oracle"))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ours", required=True, help="the program syntax_dump")
    options.add_argument("--reference", default=os.path.join(cache, "bin/dockerfile-oracle-labs"))
    options.add_argument("--bar", type=float, default=99.9, help="percent of files with the same verdict")
    options.add_argument("--tree-bar", type=float, default=99.9, help="percent of trees that are the same")
    options.add_argument("--explained", action="store_true", help="every kind of disagreement must have a known reason")
    options.add_argument("--rejects", type=int, default=0, help="so many files at least must be refused by the reference")
    options.add_argument("--examples", type=int, default=1)
    arguments = options.parse_args()

    with tempfile.NamedTemporaryFile("wb") as names:
        names.write(sys.stdin.buffer.read())
        names.flush()
        count = collections.Counter()
        kinds = collections.defaultdict(list)
        for ours, reference in answers(arguments.ours, arguments.reference, names.name):
            path = text_of(ours["path"])
            if path != text_of(reference["path"]):
                sys.exit(f"compare_dockerfile.py: the answers are out of step at {path}")
            count["files"] += 1
            count["rejected"] += not reference["ok"]
            if ours.get("lossless") is False:
                kinds["broken", ours["broken"]].append(path)
            if ours["ok"] != reference["ok"]:
                what = "accept" if ours["ok"] else "reject"
                kinds[what, generic((ours if not ours["ok"] else reference)["error"])].append(path)
                continue
            count["same verdict"] += 1
            if "nodes" not in ours or "nodes" not in reference:
                continue
            count["trees"] += 1
            difference = tree_difference(ours, reference)
            if difference is None:
                count["same tree"] += 1
            else:
                kinds["tree", difference].append(path)
    report(arguments, count, kinds)


def report(arguments, count, kinds):
    percent = lambda part, whole: 100.0 * part / whole if whole else 100.0
    verdict, tree = percent(count["same verdict"], count["files"]), percent(count["same tree"], count["trees"])
    print(f"{count['files']} files, the reference rejects {count['rejected']}")
    print(f"same verdict: {count['same verdict']} = {verdict:.3f} %")
    print(f"same tree where both have one: {count['same tree']} of {count['trees']} = {tree:.3f} %")
    unexplained = 0
    titles = {"accept": "only dockhone accepts; the reference says", "reject": "only dockhone rejects; it says",
              "tree": "the trees differ in", "broken": "NOT LOSSLESS:"}
    for (what, kind), paths in sorted(kinds.items(), key=lambda item: -len(item[1])):
        reasons = collections.Counter(explain(what, kind, path) for path in paths)
        unexplained += reasons[None]
        for reason, number in reasons.most_common():
            print(f"{number:6} {titles[what]} {kind}" + (f"  [known: {reason}]" if reason else "  [NOT EXPLAINED]"))
            shown = [path for path in paths if explain(what, kind, path) == reason][:arguments.examples]
            for path in shown:
                print(f"         {path}")
    failed = verdict < arguments.bar or tree < arguments.tree_bar or any(what == "broken" for what, _ in kinds)
    failed = failed or (arguments.explained and unexplained) or count["rejected"] < arguments.rejects
    if not count["files"]:
        print("no files were given")
    sys.exit(1 if failed or not count["files"] else 0)


if __name__ == "__main__":
    main()
