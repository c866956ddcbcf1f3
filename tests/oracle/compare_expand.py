#!/usr/bin/env python3
"""Compares dockhone's expansion of variables with the reference's tables, and with the reference itself.

    compare_expand.py --ours BUILD/tests/syntax/syntax_dump

Every row of envVarTest and wordsTest must agree. Then --random words, made of what words are made of, are
expanded by both programs, the same words for the same --seed. Exits 1 where a row disagrees, or where a
random word disagrees for no known reason (the packaged reference is older than what dockhone follows, see
README.md).
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys

ENVIRONMENT = {"PWD": "/home", "SHELL": "bash", "KOREAN": "한국어", "NULL": ""}

# (pattern in the word, answer that it may touch, reason)
KNOWN = [
    (r"\$\{[^}]*:[#%]", "any", "${x:#y} and ${x:%y} are errors in the newest release"),
    (r"\$\{[^}]*[-+?/#%]", "words", "the newest release loses what stands before ${x:-y} in a word"),
    (r"\$\{[^}]*[#%]", "any", "an empty pattern makes the packaged release fail"),
    (r"<<\s", "words", "blanks behind << stay in the word in the newest release"),
]

PARTS = ["$", "${", "}", "x", "y", "u", "e", ":", ":-", "-", "+", ":+", "?", ":?", "#", "##", "%", "%%", "/", "//",
         "*", "\\", "`", "'", '"', " ", "a", "b", "$x", "${x}", "${u}", "${x:-a}", "${u:-$x b}", "${x#a}",
         "${x%%b*}", "${x/a/b}", "${x//\\*/$d}", "${x//?/c}", "${x//*/c}", "${x///c}", "${d//a/$d}", "<", "<<",
         "\t", "é", "$é", "$1", "$12a", "$$", "$?", "${@}", "${1}", "${#}", "\u00a0", "\\}", "\\/", "\\*", "[", ".",
         "^", "_", "中", "，"]
VALUES = ["", "a", "ab", "aab", "abcabc", "a*b", "a b", "  a  b ", "a/b/c", "x\ny", "é中a", "$0", "$$", "${0}x", "\\a",
          "aXbXc", "**", "?a", "."]


def env_rows(path):
    """Lines `platform | word | value`; A and U are for this platform."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            parts = [part.strip() for part in line.split("|")]
            if not line.startswith("#") and len(parts) == 3 and parts[0] in ("A", "U"):
                yield {"word": parts[1], "env": ENVIRONMENT}, parts[2]


def words_rows(path):
    """Lines `text | word,word`; ENV lines set variables for what follows."""
    environment = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            parts = line.split("|")
            if line.startswith("ENV "):
                name, _, value = line[3:].lstrip(" ").partition("=")
                environment = {**environment, name: value}
            elif not line.startswith("#") and len(parts) == 2:
                yield {"word": parts[0].strip(), "env": environment}, parts[1].lstrip(" ").split(",")


def ask(program, questions):
    text = "".join(json.dumps(question) + "\n" for question in questions)
    result = subprocess.run([program, "expand"], input=text.encode(), stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, check=True)
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


def check_table(ours, path, rows, answer_of):
    rows = list(rows)
    bad = 0
    for (question, expected), answer in zip(rows, ask(ours, [question for question, _ in rows])):
        got = answer_of(answer)
        if got != expected:
            bad += 1
            print(f"  {question['word']!r}: {got!r}, expected {expected!r}")
    print(f"{os.path.basename(path)}: {len(rows) - bad} of {len(rows)} rows agree")
    return bad == 0 and len(rows) > 0


def random_questions(seed, number):
    chance = random.Random(seed)
    for _ in range(number):
        word = "".join(chance.choice(PARTS) for _ in range(chance.randint(1, 7)))
        yield {"word": word, "escape": chance.choice(["\\", "\\", "`"]),
               "env": {"x": chance.choice(VALUES), "y": chance.choice(VALUES), "d": chance.choice(VALUES), "e": ""}}


def check_random(arguments):
    questions = list(random_questions(arguments.seed, arguments.random))
    count = collections.Counter()
    for question, ours, reference in zip(questions, ask(arguments.ours, questions),
                                         ask(arguments.reference, questions)):
        for kind in ("word", "words"):
            if ours.get(kind) == reference.get(kind) and "panic" not in reference:
                count["same " + kind] += 1
                continue
            reasons = [reason for pattern, touched, reason in KNOWN
                       if touched in (kind, "any") and re.search(pattern, question["word"])]
            count[reasons[0] if reasons else "no known reason"] += 1
            if not reasons:
                print(f"  {json.dumps(question)}: {ours}, the reference: {reference}")
    for kind, number in count.most_common():
        print(f"{number:7} {kind}")
    return count["no known reason"] == 0


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    cache = os.environ.get("DOCKHONE_ORACLE_DIR", os.path.join(here, "../../.cache/oracle"))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ours", required=True, help="the program syntax_dump")
    options.add_argument("--reference", default=os.path.join(cache, "bin/dockerfile-oracle"))
    options.add_argument("--tables", default=cache, help="the directory with envVarTest and wordsTest")
    options.add_argument("--random", type=int, default=20000)
    options.add_argument("--seed", type=int, default=1)
    arguments = options.parse_args()

    env, words = (os.path.join(arguments.tables, name) for name in ("envVarTest", "wordsTest"))
    fine = check_table(arguments.ours, env, env_rows(env), lambda answer: answer.get("word", "error"))
    fine &= check_table(arguments.ours, words, words_rows(words), lambda answer: answer.get("words", ["error"]))
    fine &= check_random(arguments)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
