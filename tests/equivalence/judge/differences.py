"""Differences that changes declare (include/dockhone/rewrite/change.h), and what each of them explains. No more than that."""
import fnmatch
import json
import posixpath
import re
import shlex
from dataclasses import dataclass, replace

GLOB = set("*?[")


@dataclass(frozen=True)
class Difference:
    kind: str
    command: str
    was: str
    now: str


def from_report(changes):
    return [Difference(d["kind"], d.get("command", ""), d.get("was", ""), d.get("now", ""))
            for change in changes for d in change.get("differences", [])]


def words_of(declared):
    """A declared list of words; some are quoted as in the script."""
    try:
        return shlex.split(declared)
    except ValueError:
        return declared.split()


def apart(difference):
    """A wrapper records its own words only, and the command behind it records itself."""
    field = {"added-command": "now", "dropped-command": "was"}.get(difference.kind)
    words = words_of(getattr(difference, field)) if field else []
    if words[:1] != ["sudo"]:
        return [difference]
    command = next((i for i, word in enumerate(words) if i > 0 and not word.startswith("-")), len(words))
    parts = [shlex_join(words[:command])] + ([shlex_join(words[command:])] if command < len(words) else [])
    return [replace(difference, **{field: part}) for part in parts]


def shlex_join(words):
    """Patterns stay patterns."""
    return " ".join(word if GLOB & set(word) else shlex.quote(word) for word in words)


def text(word):
    return word.decode("utf-8", "surrogateescape") if isinstance(word, bytes) else word


def name(argv):
    return posixpath.basename(text(argv[0])) if argv else ""


def names(argv):
    """The program that is called; `python -m pip` calls two, and xargs is recorded with the words of what it starts."""
    words = [text(w) for w in argv[:3]]
    if name(argv) == "xargs":
        return {text(w) for w in argv}
    return {name(argv)} | ({words[2]} if words[1:2] == ["-m"] and len(words) > 2 else set())


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
    if wild and words[0].startswith("~/"):  # the sandbox's home directory, or that of a user
        home = argv[0][:len(argv[0]) - len(words[0]) + 1] if argv[0].endswith(words[0][1:]) else ""
        return re.fullmatch(r"/root|/home/[^/]+", home) is not None and is_called(words[1:], argv[1:], wild)
    if wild and GLOB & set(words[0]):
        if not fnmatch.fnmatchcase(argv[0], words[0]):
            return False
        return is_called(words[1:], argv[1:], wild) or is_called(words, argv[1:], wild)
    return words[0] == argv[0] and is_called(words[1:], argv[1:], wild)


def same_word(declared, word):
    """In a declared order, a variable or a pattern stands for what it became, or for itself."""
    if not {"$", "`"} & set(declared) and not GLOB & set(declared):
        return declared == word
    return re.fullmatch(".*".join(map(re.escape, re.split(r"\$\{[^}]*\}|\$\([^)]*\)|`[^`]*`|\$\w+|[*?]", declared))), word) is not None


def is_command(words, argv):
    """A name stands for the program wherever it is found."""
    if words and argv and "/" not in words[0]:
        argv = [name(argv)] + argv[1:]
    return is_called(words, argv, True)


class Declared:
    def __init__(self, differences=()):
        self.all = [part for difference in differences for part in apart(difference)]
        self.uses_oldpwd = False  # do scripts name it (verdict.py)

    def __bool__(self):
        return bool(self.all)

    def of(self, *kinds):
        return [d for d in self.all if d.kind in kinds]

    # ---- a call

    def kept_empty(self):
        apk = any(d.command == "apk" and "--no-cache" in d.now.split() for d in self.of("words"))
        return ({"/var/cache/apk"} if apk else set()) | self.mounted()

    def mounted(self):
        """What a declared cache mount holds instead of the image."""
        return {d.now for d in self.of("cache-mount")}

    def emptied(self):
        """Caches that a declared word keeps empty, or that a declared command empties, or no longer does."""
        places = self.kept_empty()
        for difference in self.of("added-command", "dropped-command"):
            words = words_of(difference.now or difference.was)
            if words and name(words) == "rm":
                places |= {posixpath.dirname(word) for word in words if word.startswith("/") and word.endswith("/*")}
        return places

    def explains_words(self, was, now, directories=("/", "/")):
        was, now = (self._unexpanded(words, text(cwd)) for words, cwd in zip((was, now), directories))
        rules = [d for d in self.of("words", "order") if d.command in names(was) | names(now)]
        return was == now or self._explains(was, now, rules)

    def _unexpanded(self, argv, cwd):
        """What a pattern in an emptied cache finds there does not matter."""
        words = []
        for word in map(text, argv):
            path = posixpath.join(cwd, word)
            word = next((p + "/*" for p in self.emptied() if path.startswith(p + "/")), word)
            if not (words and words[-1] == word and word.endswith("/*")):
                words.append(word)
        return tuple(words)

    def _explains(self, was, now, rules):
        if was == now:
            return True
        for i, rule in enumerate(rules):
            rest = rules[:i] + rules[i + 1:]
            applied = self._unsorted(was, now, rule) if rule.kind == "order" else self._applied(was, now, rule)
            if any(self._explains(a, b, rest) for a, b in applied):
                return True
        return False

    @staticmethod
    def _applied(was, now, rule):
        """What is left to explain once `rule` has explained its part."""
        old, new = tuple(words_of(rule.was)), tuple(words_of(rule.now))
        if len(old) == 1 and GLOB & set(old[0]):  # a pattern that matches other files, or none, and stands for itself
            for i in range(1, len(was)):
                for j in range(i + 1, len(was) + 1):
                    if not fnmatch.fnmatchcase(was[j - 1], old[0]):
                        break
                    yield was[:i] + new + was[j:], now
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
    def _unsorted(was, now, rule):
        """The operands in their old order again, in the same places; those that were there twice stand behind the last."""
        old, new = tuple(words_of(rule.was)), tuple(words_of(rule.now))
        places = []
        for i, word in enumerate(now):
            if i > 0 and len(places) < len(new) and same_word(new[len(places)], word):
                places.append(i)
        if not new or len(places) != len(new) or sorted(set(old)) != sorted(new):
            return
        called = {declared: now[i] for declared, i in zip(new, places)}
        words = list(now)
        for i, declared in zip(places, old):
            words[i] = called[declared]
        words[places[-1] + 1:places[-1] + 1] = [called[declared] for declared in old[len(places):]]
        yield was, tuple(words)

    def explains_directory(self, command, was, now):
        return was == now or any(d.command in self._called(command) and d.was == text(was) and d.now == text(now)
                                 for d in self.of("directory"))

    def added(self, argv):
        words = [text(w) for w in argv]
        return next((d for d in self.of("added-command") if is_command(words_of(d.now), words)), None)

    def dropped(self, argv):
        words = [text(w) for w in argv]
        found = next((d for d in self.of("dropped-command") if is_command(words_of(d.was), words)), None)
        if found is None:  # a wrapper whose words all go
            found = next((d for d in self.of("words") if not d.now and words_of(d.was) == words), None)
        return found

    def may_move(self, argv):
        return any(d.command in self._called(argv) for d in self.of("place"))

    def sees_after_move(self, argv):
        """Variables that ENV or ARG set between the old place and the new one."""
        return {v for d in self.of("place") if d.command in self._called(argv) for v in d.now.split()}

    def _called(self, argv):
        """As it is called, and as it was called before by declaration."""
        return {""} | names(argv) | {d.now for d in self.of("words") if d.was and d.was == name(argv)}

    def explains_copy(self, was, now):
        """COPY --from another name of the same image: notes are (COPY, from, the rest)."""
        if was[0] == now[0] and self._explains_owner(was, now):
            return True
        if was[0] != "COPY" or now[0] != "COPY" or was[2:] != now[2:]:
            return False
        return any((d.was, d.now) == (was[1], now[1]) for d in self.of("base"))

    def _explains_owner(self, was, now):
        """The same files, which belong to somebody else: notes have the flags behind the words."""
        return was[1] == now[1] and was[3:] == now[3:] and any(
            d.command in ("COPY", "ADD") and now[2].replace(f" --chown={d.now}", "", 1) == was[2] != now[2] for d in self.of("owner"))

    # ---- the image's configuration

    def _bases_from(self, names):
        """What one declared change after another makes of a base: openjdk, eclipse-temurin, its JRE."""
        found, before = set(), set(names)
        while before:
            found |= (after := {d.now for d in self.of("base") if d.was in before} - found)
            before = after
        return found

    def explains_config(self, field, was, now):
        if field == "Env order":
            return sorted(was or []) == sorted(now or []) or any(d.command.startswith("Env") for d in self.of("config"))
        if field == "Base":
            return now in self._bases_from({was, was and was.split("@")[0]})
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
