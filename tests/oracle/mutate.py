#!/usr/bin/env python3
"""Makes odd and broken Dockerfiles out of real ones, the same ones for the same seed and list.

    tests/oracle/mutate.py SEED COUNT OUTDIR < list-of-dockerfiles

writes OUTDIR/000000.Dockerfile … and OUTDIR/manifest.tsv (file, mutations, source). Each file has one to
three mutations. Some kinds break a file for certain, some keep it valid in an unusual spelling, and with
most it depends on the place that chance picks: the reference parser is what tells them apart.
`--kinds` lists the kinds; `--only KIND` uses one of them.
"""

import argparse
import os
import random
import re
import sys

INSTRUCTION = re.compile(
    rb"[ \t]*(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL"
    rb"|STOPSIGNAL|USER|VOLUME|WORKDIR)\b", re.IGNORECASE)
KEYWORDS = (b"ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL "
            b"STOPSIGNAL USER VOLUME WORKDIR").split()
KINDS = {}


def kind(function):
    KINDS[function.__name__.replace("_", "-")] = function
    return function


def lines_of(text):
    return text.splitlines(keepends=True) if b"\r" not in text else re.findall(rb"[^\n]*\n|[^\n]+", text)


def instructions(lines, *keywords):
    """Indices of lines that begin an instruction, as far as continuations tell (here-documents do not)."""
    found, continued = [], False
    for index, line in enumerate(lines):
        body = line.strip()
        match = INSTRUCTION.match(line)
        if match and not continued and (not keywords or match[1].upper() in keywords):
            found.append(index)
        if body and not body.startswith(b"#"):
            continued = body.endswith(b"\\")
    return found


def pick(rng, lines, *keywords):
    found = instructions(lines, *keywords)
    return rng.choice(found) if found else None


def split(line):
    """Keyword with its blanks, the rest, and the line end."""
    body = line.rstrip(b"\r\n")
    match = re.match(rb"[ \t]*\S+[ \t]*", body)
    cut = match.end() if match else 0
    return body[:cut], body[cut:], line[len(body):]


def with_rest(change, *keywords):
    """A mutation that changes what follows the keyword of one instruction of the given kinds."""
    def mutate(rng, text):
        lines = lines_of(text)
        index = pick(rng, lines, *keywords)
        if index is None:
            return None
        head, rest, end = split(lines[index])
        rest = change(rng, rest)
        if rest is None:
            return None
        lines[index] = head.rstrip(b" \t") + b" " + rest + end
        return b"".join(lines)
    return mutate


def inserting(make):
    """A mutation that inserts lines before an instruction, or at the end."""
    def mutate(rng, text):
        lines = lines_of(text)
        places = instructions(lines)[1:] + [len(lines)]
        place = rng.choice(places)
        if place == len(lines) and lines and not lines[-1].endswith(b"\n"):
            lines[-1] += b"\n"
        lines.insert(place, make(rng))
        return b"".join(lines)
    return mutate


def one_of(*choices):
    return lambda rng: rng.choice(choices)


# Bytes and lines.

@kind
def delete_bytes(rng, text):
    if not text:
        return None
    at = rng.randrange(len(text))
    return text[:at] + text[at + rng.choice((1, 1, 1, 2, 5)):]


@kind
def duplicate_byte(rng, text):
    if not text:
        return None
    at = rng.randrange(len(text))
    return text[:at] + text[at:at + 1] * rng.choice((2, 2, 3)) + text[at + 1:]


@kind
def garbage_bytes(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + bytes(rng.randrange(256) for _ in range(rng.choice((1, 1, 2, 8)))) + text[at:]


@kind
def special_byte(rng, text):
    at = rng.randrange(len(text) + 1)
    token = rng.choice((b"\\", b'"', b"'", b"`", b"\n", b"\r", b"#", b"$", b"${", b"<<", b"[", b"]", b"--", b"=", b"\t",
                        b"\v", b"\f", b"\0", b"\xa0", b"\xc2\xa0", b"\xe2\x80\xa8", b"\x85", b"\xef\xbb\xbf", b"\\\n"))
    return text[:at] + token + text[at:]


@kind
def truncate(rng, text):
    return text[:rng.randrange(len(text))] if text else None


@kind
def delete_line(rng, text):
    lines = lines_of(text)
    if not lines:
        return None
    del lines[rng.randrange(len(lines))]
    return b"".join(lines)


@kind
def duplicate_line(rng, text):
    lines = lines_of(text)
    if not lines:
        return None
    at = rng.randrange(len(lines))
    return b"".join(lines[:at + 1] + lines[at:])


@kind
def swap_lines(rng, text):
    lines = lines_of(text)
    if len(lines) < 2:
        return None
    a, b = rng.sample(range(len(lines)), 2)
    lines[a], lines[b] = lines[b], lines[a]
    return b"".join(lines)


@kind
def swap_tokens(rng, text):
    lines = lines_of(text)
    index = pick(rng, lines)
    if index is None:
        return None
    tokens = re.split(rb"([ \t]+)", lines[index].rstrip(b"\r\n"))
    words = [i for i, t in enumerate(tokens) if t.strip()]
    if len(words) < 2:
        return None
    a, b = rng.sample(words, 2)
    tokens[a], tokens[b] = tokens[b], tokens[a]
    lines[index] = b"".join(tokens) + b"\n"
    return b"".join(lines)


@kind
def indent_or_trail(rng, text):
    lines = lines_of(text)
    if not lines:
        return None
    at = rng.randrange(len(lines))
    blank = rng.choice((b" ", b"\t", b"  \t", b"\v", b"\f", b"\xc2\xa0", b"\xe3\x80\x80"))
    body, end = lines[at].rstrip(b"\r\n"), lines[at][len(lines[at].rstrip(b"\r\n")):]
    lines[at] = blank + lines[at] if rng.random() < 0.5 else body + blank + end
    return b"".join(lines)


@kind
def line_ends(rng, text):
    text = text.replace(b"\r\n", b"\n")
    how = rng.randrange(4)
    if how == 0:
        return text.replace(b"\n", b"\r\n")
    if how == 1:
        return text.replace(b"\n", b"\r", 1)
    if how == 2:
        return text.rstrip(b"\n")
    return b"".join(line.replace(b"\n", b"\r\n") if rng.random() < 0.5 else line for line in lines_of(text))


@kind
def long_line(rng, text):
    limit = rng.choice((65533, 65534, 65535, 65536, 70000))
    # Not RUN: the reference takes quadratic time to look for here-documents in a long word.
    line = rng.choice((b"# ", b"USER ", b"MAINTAINER "))
    line += b"x" * (limit - len(line))
    return text + (b"" if text.endswith(b"\n") else b"\n") + line + rng.choice((b"", b"\n", b"\r\n"))


# Continuations, comments and directives.

@kind
def continuation(rng, text):
    lines = lines_of(text)
    if not lines:
        return None
    at = rng.randrange(len(lines))
    body = lines[at].rstrip(b"\r\n")
    tail = rng.choice((b"\\", b" \\", b" \\ ", b" \\\t", b"\\\\", b"\\\\\\", b" \\\n", b" \\\n\n\n", b" \\\n# note\n",
                       b" \\\n  # note \\\n", b" \\\n   \\", b" `", b" ^", b" # note \\"))
    lines[at] = body + tail + b"\n"
    return b"".join(lines)


@kind
def drop_continuation(rng, text):
    places = [m.start() for m in re.finditer(rb"\\[ \t]*\r?\n", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + text[at + 1:]


@kind
def split_keyword(rng, text):
    lines = lines_of(text)
    index = pick(rng, lines)
    if index is None:
        return None
    match = INSTRUCTION.match(lines[index])
    at = rng.randrange(match.start(1) + 1, match.end(1))
    lines[index] = lines[index][:at] + b"\\\n" + lines[index][at:]
    return b"".join(lines)


@kind
def comment(rng, text):
    lines = lines_of(text)
    note = rng.choice((b"# note\n", b"   # note\n", b"#\n", b"#!note\n", b"# note \\\n", b"\t# 'open\n", b"\n", b"  \n"))
    lines.insert(rng.randrange(len(lines) + 1), note)
    return b"".join(lines)


@kind
def directive(rng, text):
    first = rng.choice((
        b"# escape=`\n", b"# escape=\\\n", b"#escape = `\n", b"# ESCAPE=`\n", b"# escape=x\n", b"# escape=\n",
        b"# escape=``\n", b"# escape=^\n", b"# syntax=a/b:1\n", b"# syntax=a/b:1 more\n", b"# check=skip=all\n",
        b"# escape=`\n# escape=`\n", b"# syntax=a\n# syntax=b\n", b"# syntax=a\n# escape=`\n", b"# escape=`\n# syntax=a\n",
        b"# unknown=1\n# escape=`\n", b"\n# escape=`\n", b"# note\n# escape=x\n", b"  # escape=`\n", b"#!/bin/x\n# escape=`\n",
        b"// syntax=a/b\n", b'{"syntax":"a/b"}\n', b"\xef\xbb\xbf# escape=`\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf",
        b"# escape=`\n\n# escape=\\\n", b"# escape = \\ \n", b"#   syntax   =   a   \n", b"# check=\n",
        b"# check=error=true\n# check=skip=x\n", b"# escape=`\r\n"))
    return first + text


@kind
def change_escape(rng, text):
    text = re.sub(rb"\\(?=[ \t]*\r?\n)", b"`", text) if rng.random() < 0.6 else text
    return b"# escape=`\n" + text if rng.random() < 0.8 else text


# Instructions.

@kind
def keyword_case(rng, text):
    lines = lines_of(text)
    index = pick(rng, lines)
    if index is None:
        return None
    match = INSTRUCTION.match(lines[index])
    word = bytes(rng.choice((c, c ^ 0x20)) for c in match[1])
    lines[index] = lines[index][:match.start(1)] + word + lines[index][match.end(1):]
    return b"".join(lines)


@kind
def keyword_typo(rng, text):
    lines = lines_of(text)
    index = pick(rng, lines)
    if index is None:
        return None
    match = INSTRUCTION.match(lines[index])
    word = bytearray(match[1])
    at = rng.randrange(len(word))
    how = rng.randrange(3)
    if how == 0:
        del word[at]
    elif how == 1:
        word.insert(at, word[at])
    else:
        word[at] = rng.choice(b"AEIORSTX-_1")
    lines[index] = lines[index][:match.start(1)] + bytes(word) + lines[index][match.end(1):]
    return b"".join(lines)


@kind
def keyword_other(rng, text):
    lines = lines_of(text)
    index = pick(rng, lines)
    if index is None:
        return None
    match = INSTRUCTION.match(lines[index])
    lines[index] = lines[index][:match.start(1)] + rng.choice(KEYWORDS) + lines[index][match.end(1):]
    return b"".join(lines)


kind_of = KINDS.__setitem__
kind_of("unknown-instruction", inserting(one_of(
    b"APT-GET install x\n", b"IMPORT x\n", b"RUNN x\n", b"FROMX a\n", b"$RUN x\n", b"RUN: x\n", b"\\RUN x\n", b"INCLUDE a\n",
    b"]\n", b"&& true\n", b"EOF\n", b"\xe2\x80\x8bRUN x\n", b"R\xc3\xbcN x\n", b"run-x y\n", b'"RUN" x\n')))
kind_of("drop-arguments", with_rest(lambda rng, rest: b"" if rng.random() < 0.6 else rest.split(b" ")[0]))
kind_of("drop-first-argument", with_rest(lambda rng, rest: rest.partition(b" ")[2]))
kind_of("bare-instruction", inserting(lambda rng: rng.choice(KEYWORDS) + rng.choice((b"\n", b" \n", b" --\n", b" []\n", b' ""\n'))))
kind_of("extra-argument", with_rest(lambda rng, rest: rest + rng.choice((b" more", b" # note", b" AS x", b" a=b", b' "', b" ''")),
                                    b"FROM", b"USER", b"WORKDIR", b"MAINTAINER", b"STOPSIGNAL", b"EXPOSE", b"ARG", b"ENV", b"LABEL"))


@kind
def misplace_from(rng, text):
    lines = lines_of(text)
    froms = instructions(lines, b"FROM")
    everything = instructions(lines)
    if not froms or len(everything) < 2:
        return None
    line = lines.pop(froms[0])
    if rng.random() < 0.7:
        lines.insert(min(rng.choice(everything) + 1, len(lines)), line)
    return b"".join(lines)


@kind
def before_from(rng, text):
    return rng.choice((b"RUN true\n", b"ENV a=b\n", b"LABEL a=b\n", b"ARG a\n", b"ARG a=b\n", b"ARG\n", b"COPY a b\n", b"MAINTAINER x\n")) + text


kind_of("from-forms", inserting(one_of(
    b"FROM\n", b"FROM a b\n", b"FROM a as\n", b"FROM a as b c\n", b"FROM a AS b\n", b"FROM a As B\n", b"FROM a as 1b\n", b"FROM a as b-c_d.e\n",
    b"FROM a as b/c\n", b"FROM a is b\n", b"FROM a as _b\n", b"FROM scratch as scratch\n", b"FROM --platform=linux/amd64 a\n", b"FROM --platform a\n",
    b"FROM --platform= a\n", b"FROM --platform=a --platform=b c\n", b"FROM --foo=1 a\n", b"FROM a # note\n", b'FROM "a"\n', b"FROM ['a']\n",
    b'FROM ["a"]\n', b"FROM -- a\n", b"FROM a -- b\n", b"FROM $X AS y\n", b"FROM a as $X\n", b"FROM a as context\n", b"FROM \\\n a as b\n",
    b"FROM --platform='a b' c\n", b"FROM <<E\nE\n", b"FROM a AS B\nFROM b AS b\nFROM a AS b\n", b"FROM\ta\tAS\tb\n", b"FROM\xc2\xa0a\n")))


def add_flag(rng, rest):
    flag = rng.choice((b"--unknown", b"--unknown=1", b"--From=a", b"--", b"-- --x", b"---", b"-x", b"--=", b"--x=", b"--chown=a", b"--chmod=755",
                       b"--link", b"--link=true", b"--link=false", b"--link=maybe", b"--link=", b"--from=a", b"--from", b"--from=", b"--parents",
                       b"--exclude=a", b"--exclude=a --exclude=b", b"--exclude", b"--keep-git-dir", b"--checksum=sha256:0", b"--unpack",
                       b"--mount=type=cache,target=/a", b"--network=none", b"--network=host", b"--network=x", b"--network=", b"--security=insecure",
                       b"--security=sandbox", b"--security=x", b"--device=a", b"--platform=a", b"--interval=1s", b"--chown='a b'", b'--chown="a', b"--ch\\own=a",
                       b"--chown=\\ a", b"--link --link", b"--chown=a --chown=b", b"--\xc3\xa9=1", b"--chown=\xc3\xa0", b"--chown=\xff"))
    return flag + b" " + rest


kind_of("add-flag", with_rest(add_flag))
kind_of("copy-flag", with_rest(add_flag, b"COPY", b"ADD"))
kind_of("run-flag", with_rest(add_flag, b"RUN"))


@kind
def duplicate_flag(rng, text):
    places = list(re.finditer(rb"--[a-z-]+(=[^ \t\r\n]*)?[ \t]", text))
    if not places:
        return None
    match = rng.choice(places)
    return text[:match.start()] + match[0] + text[match.start():]


MOUNTS = (
    b"type=cache,target=/a", b"type=cache", b"type=cache,target=", b"target=/a", b"type=bind", b"type=bind,target=/a,rw", b"type=bind,rw=maybe,target=/a",
    b"type=tmpfs,target=/a,size=1m", b"type=tmpfs,target=/a,size=x", b"type=cache,target=/a,size=1m", b"type=secret", b"type=secret,id=a", b"type=secret,required",
    b"type=secret,id=a,required=true,mode=0400", b"type=secret,id=a,env=A", b"type=secret,env=A", b"type=ssh", b"type=ssh,mode=0600,uid=1", b"type=ssh,target=/a",
    b"type=x,target=/a", b"type=", b"", b"=", b"a=b", b"type=cache,target=/a,sharing=locked", b"type=cache,target=/a,sharing=SHARED", b"type=cache,target=/a,sharing=x",
    b"type=cache,target=/a,mode=x", b"type=cache,target=/a,mode=0755,uid=x", b"type=cache,target=/a,from=b,source=/c", b"type=cache,dst=/a,src=/b,ro",
    b"type=cache,destination=/a,readonly=false", b"type=cache,target=/a,target=/b", b'"type=cache,target=/a"', b"'type=cache,target=/a'", b'type=cache,"target=/a,b"',
    b"type=cache,target=/a,id=$x", b"type=$x,target=/a", b"type=cache,target=$x,uid=$y", b"type=cache,target=/a,required", b"type=CACHE,TARGET=/a", b"type=cache, target=/a",
    b"type=cache,target=/a,", b",type=cache,target=/a", b"type=bind,from=", b"type=bind,source=a,target=/a,id=x", b"type=tmpfs", b"type=tmpfs,target=/a,from=b",
    b"type=bind,target=/a,sharing=locked", b"type=cache,target=/a,rw,ro", b"type=cache,target=/a,exec", b"type=bind,bind-propagation=x,target=/a", b"type=cache,target=a")


def add_mount(rng, rest):
    flags = [b"--mount=" + rng.choice(MOUNTS) for _ in range(rng.choice((1, 1, 1, 2)))]
    return b" ".join(flags) + b" " + rest


kind_of("mount", with_rest(add_mount, b"RUN"))
kind_of("mount-new-run", inserting(lambda rng: b"RUN " + add_mount(rng, b"true\n")))


@kind
def mount_key(rng, text):
    places = list(re.finditer(rb"(?<=[,=])[^,= \t\r\n]+(?==)", text))
    if b"--mount=" not in text or not places:
        return None
    match = rng.choice(places)
    return text[:match.start()] + rng.choice((b"src", b"xx", b"type", b"", b"id", b"ro", b"REQUIRED")) + text[match.end():]


# Quotes, JSON, key-value pairs.

@kind
def drop_quote(rng, text):
    places = [i for i, c in enumerate(text) if c in b"\"'"]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + text[at + 1:]


@kind
def change_quote(rng, text):
    places = [i for i, c in enumerate(text) if c in b"\"'"]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + rng.choice((b"'", b'"', b'\\"', b"`", b"\xe2\x80\x9c")) + text[at + 1:]


def break_json(rng, rest):
    if not rest.startswith(b"["):
        return None
    how = rng.randrange(16)
    if how == 0:
        return rest.replace(b'"', b"'")
    if how == 1:
        return rest.replace(b"]", b",]")
    if how == 2:
        return rest.replace(b"]", b"")
    if how == 3:
        return rest + rng.choice((b" more", b" # note", b"]", b";", b" \\", b" []", b"\xc2\xa0"))
    if how == 4:
        return rest.replace(b"]", b", 1]")
    if how == 5:
        return rest.replace(b"]", b", null]")
    if how == 6:
        return rest.replace(b"]", b', ["a"]]')
    if how == 7:
        return rest.replace(b'"', b'"\\x', 1)
    if how == 8:
        return rest.replace(b'"', b'"\\u0041\\n\\"', 1)
    if how == 9:
        return rest.replace(b'"', b'"\xff', 1)
    if how == 10:
        return rest.replace(b'"', b'"\t', 1)
    if how == 11:
        return rest.replace(b",", b"", 1)
    if how == 12:
        return rest.replace(b",", b", \\\n # note\n  ")
    if how == 13:
        return rest.replace(b"[", b"[[").replace(b"]", b"]]")
    if how == 14:
        return rng.choice((b"[]", b"[ ]", b'[""]', b'["\\ud800"]', b'["\\ud83d\\ude00"]', b"[true]", b"[{}]", b"[,]", b"[", b'["a" "b"]', b'["a\\\\b"]'))
    return rest.replace(b"[", b"[ \t").replace(b"]", b"\t ]")


kind_of("break-json", with_rest(break_json))
kind_of("json-forms", inserting(lambda rng: rng.choice((b"CMD", b"RUN", b"ENTRYPOINT", b"SHELL", b"VOLUME", b"COPY", b"ADD", b"HEALTHCHECK CMD", b"ONBUILD CMD",
                                                         b"EXPOSE", b"USER", b"WORKDIR")) + b" " + break_json(rng, b'["a", "b"]') + b"\n"))
kind_of("env-forms", inserting(lambda rng: rng.choice((b"ENV ", b"LABEL ", b"ARG ", b"ONBUILD ENV ")) + rng.choice((
    b"k", b"k v", b"k v w", b"k=v", b"k=v j=w", b"k=v j", b"k= v", b"k = v", b"k=", b'k=""', b"k='a b'", b'k="a b', b"k='a b", b"k=a\\ b", b"k=a\\", b"=v", b'"k"=v',
    b'"k k"=v', b'"k" v', b"k='a'\"b\"c", b"k=$x", b"k=${x", b"k=\\\n v", b"k=v # note", b"k=v \\\n# note\n j=w", b"k v \\\n w", b"k\tv", b"k=a=b", b"k==", b"'k'='v'", b"k=\xff",
    b"k=v\\\nj=w", b"k.l/m=v", b"1=2", b"k=v k=w", b"k=\xc3\xa9 j=\xe2\x80\xa9", b"--k=v", b"-- k=v", b"k=\"a\\\"b\"", b"k='a\\'b'", b"k=\"a\nb\"", b"k=<<E", b"", b'""', b"''=v")) + b"\n"))
kind_of("simple-forms", inserting(one_of(
    b"EXPOSE 80\n", b"EXPOSE 80/tcp 90/udp\n", b"EXPOSE 80-90\n", b"EXPOSE x\n", b"EXPOSE 80 # web\n", b"EXPOSE 99999\n", b"EXPOSE 80/x\n", b"EXPOSE $P\n", b"EXPOSE 1.2.3.4:80\n",
    b"EXPOSE\n", b"EXPOSE 80:80\n", b"USER\n", b"USER a b\n", b"USER a:b\n", b'USER ""\n', b"WORKDIR\n", b"WORKDIR a b\n", b'WORKDIR "a b"\n', b"WORKDIR ''\n", b"STOPSIGNAL\n",
    b"STOPSIGNAL 9\n", b"STOPSIGNAL SIGX\n", b"STOPSIGNAL a b\n", b"MAINTAINER\n", b"MAINTAINER a b\n", b"MAINTAINER ''\n", b"VOLUME\n", b'VOLUME ""\n', b'VOLUME [""]\n', b"VOLUME a b\n",
    b"VOLUME []\n", b"COPY a\n", b"COPY a b\n", b'COPY ["a"]\n', b"COPY [a, b]\n", b"COPY a b c\n", b"ADD http://a/b /c\n", b"ADD a\n", b"SHELL a\n", b"SHELL []\n", b'SHELL ["a"]\n',
    b"SHELL\n", b"ARG\n", b"ARG a b\n", b"ARG a=b c=d\n", b"ARG a b=c\n", b"ARG =b\n", b"ARG a=\n", b"ARG 'a b'\n", b'ARG ""\n', b"CMD\n", b"CMD a\n", b"ENTRYPOINT\n", b"RUN\n",
    b"RUN []\n", b"RUN --\n", b"RUN -- --x y\n", b"COPY --from=a b c\n", b"COPY\n", b"ADD --checksum= a b\n")))
kind_of("healthcheck", inserting(lambda rng: b"HEALTHCHECK " + rng.choice((
    b"NONE", b"NONE x", b"none", b"CMD", b"CMD true", b'CMD ["true"]', b"CMD []", b"cmd true", b"TCP 80", b"", b"NONE --interval=1s", b"--interval=1s", b"--interval=1s NONE",
) + tuple(b"--" + name + b"=" + value + b" CMD true" for name in (b"interval", b"timeout", b"start-period", b"start-interval", b"retries", b"unknown") for value in (
    b"30s", b"1", b"0", b"-1s", b"1us", b"999us", b"1ms", b"1h2m3s", b"1 s", b"x", b"", b"1d", b"1.5s", b".5s", b"+1s", b"3", b"-3", b"99999999999", b"1\xc2\xb5s", b"$X", b"'30s'"))) + b"\n"))


# ONBUILD and here-documents.

@kind
def onbuild_wrap(rng, text):
    lines = lines_of(text)
    index = pick(rng, lines)
    if index is None:
        return None
    lines[index] = rng.choice((b"ONBUILD ", b"onbuild ", b"ONBUILD ONBUILD ", b"ONBUILD \\\n", b"ONBUILD --x ", b"ONBUILD\t")) + lines[index].lstrip()
    return b"".join(lines)


kind_of("onbuild-forms", inserting(one_of(
    b"ONBUILD\n", b"ONBUILD RUN\n", b"ONBUILD FROM a\n", b"ONBUILD MAINTAINER a\n", b"ONBUILD ONBUILD RUN a\n", b"ONBUILD FOO\n", b"ONBUILD COPY a\n", b"ONBUILD COPY a b\n",
    b"ONBUILD COPY --from=a b c\n", b"ONBUILD RUN <<E\na\nE\n", b"ONBUILD RUN <<E\na\n", b"ONBUILD COPY <<E b\na\nE\n", b"ONBUILD CMD <<E\n", b"ONBUILD ENV a\n", b"ONBUILD HEALTHCHECK\n",
    b"ONBUILD RUN --mount=type=x a\n", b'ONBUILD ["RUN", "a"]\n', b"ONBUILD USER\n", b"ONBUILD ARG a\n", b"ONBUILD ADD --link a b\n", b"ONBUILD RUN [\"a\"]\n", b"ONBUILD # RUN\n")))


def heredoc(rng):
    begin, end = rng.choice((
        (b"<<EOF", b"EOF"), (b"<<-EOF", b"\tEOF"), (b"<<-EOF", b"EOF"), (b"<<EOF", b"\tEOF"), (b"<<EOF", b"EOF "), (b"<<EOF", b" EOF"), (b"<<'EOF'", b"EOF"), (b'<<"EOF"', b"EOF"),
        (b"<<E'O'F", b"EOF"), (b"<<\\EOF", b"EOF"), (b"<< EOF", b"EOF"), (b"<<- EOF", b"EOF"), (b"<<EOF)", b"EOF"), (b"<<EOF)", b"EOF)"), (b"<<EOF;", b"EOF"), (b"<<EOF|sh", b"EOF"),
        (b"3<<EOF", b"EOF"), (b"<<<EOF", b""), (b"<<''", b""), (b"<<", b""), (b"<<EOF", b""), (b"<<A <<B", b"A\nx\nB"), (b"<<A <<B", b"B\nx\nA"), (b"<<A <<A", b"A\nx\nA"), (b"cat<<EOF", b"EOF"),
        (b"<<$X", b"$X"), (b"<<${X}", b"${X}"), (b"<<E\xc3\xa9", b"E\xc3\xa9"), (b"<<'a b'", b"a b"), (b'"<<EOF"', b"EOF"), (b"# <<EOF", b"EOF"), (b"$(( 1 <<2 ))", b"2"), (b"<<EOF \\\n more", b"EOF"),
        (b"<<EOF", b"EOF\r"), (b"<<#EOF", b"#EOF"), (b"<<EOF # note", b"EOF"), (b"<<-'EOF'", b"\t\tEOF"), (b"<<E\"F", b'E"F'), (b"<<\xff", b"\xff"), (b"0<<EOF <<-B", b"EOF\n\tB")))
    form = rng.choice((b"RUN %s", b"RUN %s", b"RUN cat %s > /x", b"RUN cat %s | sh", b"COPY %s /x", b"COPY a %s /x", b"COPY a %s", b"ADD %s /x", b"COPY --chmod=644 %s /x", b"RUN --mount=type=ssh %s",
                       b"CMD %s", b"ENTRYPOINT %s", b"ENV a=%s", b"RUN [%s]", b"run (%s", b"RUN 'a %s", b"COPY '%s' /x", b"ONBUILD RUN %s"))
    body = rng.choice((b"", b"a\n", b"a \\\nb\n", b"# note\nRUN x\n", b"\tEO\n\ta\n", b"$X ${Y:-z} $(ls)\n", b"#!/bin/x\na\n", b"\n\n", b"'open\n", b"a\r\nb\r\n", b"\xff\xfe\n"))
    return (form % begin) + b"\n" + body + end + rng.choice((b"\n", b"\n", b"\n", b""))


kind_of("heredoc", inserting(heredoc))


@kind
def heredoc_terminator(rng, text):
    places = list(re.finditer(rb"<<-?[\"']?([A-Za-z_]+)", text))
    if not places:
        return None
    match = rng.choice(places)
    terminator = b"\n" + match[1] + b"\n"
    return text.replace(terminator, rng.choice((b"\n", b"\n" + match[1] + b" \n", b"\n\t" + match[1] + b"\n", b"\n" + match[1].lower() + b"x\n")), 1)


@kind
def variables(rng, text):
    lines = lines_of(text)
    index = pick(rng, lines)
    if index is None:
        return None
    head, rest, end = split(lines[index])
    token = rng.choice((b"$x", b"${x}", b"${x:-y}", b"${x:?}", b"${x", b"$", b"$$", b"\\$x", b"'$x'", b"${x#y}", b"${x/a/b}", b"${x^^}", b"${}", b"$(x)", b"`x`", b"${x:-${y}}"))
    words = rest.split(b" ")
    words.insert(rng.randrange(len(words) + 1), token)
    lines[index] = head + b" ".join(words) + end
    return b"".join(lines)


def mutated(rng, text, kinds):
    names = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        for _ in range(20):
            name = rng.choice(kinds)
            changed = KINDS[name](rng, text)
            if changed is not None and changed != text:
                text = changed
                names.append(name)
                break
    return names, text


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--only", choices=sorted(KINDS), metavar="KIND")
    arguments.add_argument("--kinds", action="store_true")
    arguments.add_argument("seed", type=int, nargs="?")
    arguments.add_argument("count", type=int, nargs="?")
    arguments.add_argument("outdir", nargs="?")
    options = arguments.parse_args()
    if options.kinds:
        print("\n".join(KINDS))
        return
    if options.outdir is None:
        arguments.error("SEED, COUNT and OUTDIR are needed")

    sources = [line.rstrip(b"\n") for line in sys.stdin.buffer if line.strip()]
    if not sources:
        arguments.error("the list of Dockerfiles on standard input is empty")
    kinds = [options.only] if options.only else list(KINDS)
    os.makedirs(options.outdir, exist_ok=True)
    with open(os.path.join(options.outdir, "manifest.tsv"), "wb") as manifest:
        for number in range(options.count):
            # A generator of its own for each file: a file does not depend on what became of those before it.
            rng = random.Random(f"{options.seed}/{number}")
            source = rng.choice(sources)
            with open(source, "rb") as file:
                names, text = mutated(rng, file.read(), kinds)
            name = f"{number:06}.Dockerfile"
            with open(os.path.join(options.outdir, name), "wb") as file:
                file.write(text)
            manifest.write(b"\t".join((name.encode(), ",".join(names).encode(), source)) + b"\n")


if __name__ == "__main__":
    main()
