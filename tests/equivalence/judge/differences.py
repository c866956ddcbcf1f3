"""Differences that changes declare (include/dockhone/rewrite/change.h), and what each of them explains. No more than that."""
import fnmatch
import json
import posixpath
import re
from dataclasses import dataclass

GLOB = set("*?[")
UNKNOWN = re.compile(r"\$\{[^}]*\}|\$\([^)]*\)|`[^`]*`|\$\w+")


@dataclass(frozen=True)
class Difference:
    kind: str
    command: str
    was: str
    now: str


def from_report(changes):
    return [Difference(d["kind"], d.get("command", ""), d.get("was", ""), d.get("now", ""))
            for change in changes for d in change.get("differences", [])]


def text(word):
    return word.decode("utf-8", "surrogateescape") if isinstance(word, bytes) else word


def name(argv):
    return posixpath.basename(text(argv[0])) if argv else ""


def without(words, part):
    """Every way to take the consecutive words `part` out of `words`."""
    size = len(part)
    for i in range(len(words) - size + 1):
        if words[i:i + size] == part:
            yield words[:i] + words[i + size:]


def is_called(words, argv, wild):
    """Is argv a call of the literal `words`; with `wild`, a pattern stands for one or more words."""
    if not words:
        return not argv
    if not argv:
        return False
    if wild and GLOB & set(words[0]):
        if not fnmatch.fnmatchcase(argv[0], words[0]):
            return False
        return is_called(words[1:], argv[1:], wild) or is_called(words, argv[1:], wild)
    return words[0] == argv[0] and is_called(words[1:], argv[1:], wild)


class Declared:
    def __init__(self, differences=()):
        self.all = list(differences)

    def __bool__(self):
        return bool(self.all)

    def of(self, *kinds):
        return [d for d in self.all if d.kind in kinds]

    # ---- a call

    def explains_words(self, was, now):
        was, now = tuple(map(text, was)), tuple(map(text, now))
        # xargs is recorded with the words of what it starts.
        called = {name(was), name(now)} | (set(was) | set(now) if name(was) == "xargs" else set())
        rules = [d for d in self.of("words", "order") if d.command in called]
        return was == now or self._explains(was, now, rules) or self._finds_no_cache(was, now)

    def names_called(self, variable, argv):
        """Is it `_=PROGRAM`, with a program whose words are declared to change?"""
        if not self.all or not variable.startswith(b"_="):
            return False
        called = [d for d in self.of("words") if d.was]
        names = {name(part.split()) for d in called for part in (d.was, d.now) if part}
        return bool(called) and posixpath.basename(text(variable)) in names | {name(argv)}

    def _finds_no_cache(self, was, now):
        """A pattern for files of a cache that is not made any more stays as it is written."""
        caches = {"--no-cache": "/var/cache/apk/", "--no-cache-dir": "/.cache/"}
        gone = [caches[d.now] for d in self.of("words") if d.now in caches]
        if not any(GLOB & set(word) and part in word for word in now for part in gone):
            return False
        return is_called(now, was, True)

    def _explains(self, was, now, rules):
        if was == now:
            return True
        for i, rule in enumerate(rules):
            rest = rules[:i] + rules[i + 1:]
            if rule.kind == "order":
                if self._reordered(was, now, rule) or any(self._explains(was, old, rest) for old in self._as_before(now, rule)):
                    return True
                continue
            if any(self._explains(a, b, rest) for a, b in self._applied(was, now, rule)):
                return True
        return False

    @staticmethod
    def _applied(was, now, rule):
        """What is left to explain once `rule` has explained its part."""
        old, new = tuple(rule.was.split()), tuple(rule.now.split())
        if old and new:
            for i in range(len(was) - len(old) + 1):
                if was[i:i + len(old)] == old:
                    yield was[:i] + new + was[i + len(old):], now
        elif new:
            for rest in without(now, new):
                yield was, rest
        elif old:
            for rest in without(was, old):
                yield rest, now

    @staticmethod
    def _reordered(was, now, rule):
        """The operands in the declared order, in the places of the old ones; a place left over is gone."""
        old, new = rule.was.split(), rule.now.split()
        places = [i for i, word in enumerate(was) if i > 0 and word in old]
        if [was[i] for i in places] != old or sorted(set(old)) != sorted(new):
            return False
        filled = dict(zip(places, new))
        return now == tuple(filled.get(i, word) for i, word in enumerate(was) if i not in places or i in filled)

    @staticmethod
    def _as_before(now, rule):
        """The call with its operands as they were; another rule may then explain some of them. A variable is any text."""
        old, new = rule.was.split(), rule.now.split()
        if sorted(set(old)) != sorted(new):
            return
        for i in range(1, len(now) - len(new) + 1):
            found = now[i:i + len(new)]
            if all(fnmatch.fnmatchcase(word, UNKNOWN.sub("*", written)) for word, written in zip(found, new)):
                words = dict(zip(new, found))
                yield now[:i] + tuple(words[written] for written in old) + now[i + len(new):]

    def explains_directory(self, command, was, now):
        return was == now or any(d.command in ("", name(command)) and d.was == text(was) and d.now == text(now)
                                 for d in self.of("directory"))

    def added(self, argv):
        words = [text(w) for w in argv]
        return next((d for d in self.of("added-command") if is_called(d.now.split(), words, True)), None)

    def dropped(self, argv):
        words = [text(w) for w in argv]
        found = next((d for d in self.of("dropped-command") if is_called(d.was.split(), words, True)), None)
        if found is None:  # a wrapper whose words all go
            found = next((d for d in self.of("words") if not d.now and d.was.split() == words), None)
        return found

    def may_move(self, argv):
        names = {"", name(argv)} | {d.now for d in self.of("words") if d.was == name(argv)}
        return any(d.command in names for d in self.of("place"))

    def explains_copy(self, was, now):
        """COPY --from another name of the same image: notes are (COPY, from, the rest)."""
        if was[0] != "COPY" or now[0] != "COPY" or was[2:] != now[2:]:
            return False
        return any((d.was, d.now) == (was[1], now[1]) for d in self.of("base"))

    # ---- the image's configuration

    def explains_config(self, field, was, now):
        if field == "Env order":
            return sorted(was or []) == sorted(now or []) or any(d.command.startswith("Env") for d in self.of("config"))
        if field == "Base":
            return any(d.now == now and d.was in (was, was and was.split("@")[0]) for d in self.of("base"))
        if field == "OnBuild" and was and now and len(was) == len(now):
            declared = {(d.was, d.now) for d in self.of("config") if d.command == field}
            return all(a == b or (a, b) in declared for a, b in zip(was, now))
        return any(d.command == field and d.now in texts(now) and d.was in texts(was) for d in self.of("config"))


def texts(value):
    """A value of the configuration as it may be declared."""
    if value is None:
        return {""}
    if isinstance(value, list):
        plain = value[2:] if value[:2] == ["/bin/sh", "-c"] else value
        return {" ".join(value), " ".join(plain), json.dumps(value), json.dumps(value, ensure_ascii=False)}
    return {value, value.replace('"', "")}
