"""Variables and quotes in Dockerfile words, as the builder expands them (independently of src/syntax/expand)."""
import fnmatch
import re

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]")


class CannotExpand(Exception):
    pass


class _Reader:
    def __init__(self, text, variables, escape):
        self.text, self.variables, self.escape, self.at = text, variables, escape, 0

    def word(self, stop=""):
        """Up to one of the characters in `stop`, or the end."""
        out = []
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in stop:
                return "".join(out)
            self.at += 1
            if char == "'":
                out.append(self.single())
            elif char == '"':
                out.append(self.double())
            elif char == "$":
                out.append(self.dollar())
            elif char == self.escape:
                out.append(self.text[self.at:self.at + 1])
                self.at += 1
            else:
                out.append(char)
        if stop:
            raise CannotExpand(f"{stop} is missing")
        return "".join(out)

    def single(self):
        end = self.text.find("'", self.at)
        if end < 0:
            raise CannotExpand("unterminated '")
        body, self.at = self.text[self.at:end], end + 1
        return body

    def double(self):
        out = []
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char == '"':
                return "".join(out)
            if char == "$":
                out.append(self.dollar())
            elif char == self.escape and self.text[self.at:self.at + 1] in ('"', "$", self.escape) and self.at < len(self.text):
                out.append(self.text[self.at])
                self.at += 1
            else:
                out.append(char)
        raise CannotExpand('unterminated "')

    def name(self):
        match = NAME.match(self.text, self.at)
        if not match:
            return ""
        self.at = match.end()
        return match.group()

    def dollar(self):
        if self.text[self.at:self.at + 1] != "{":
            name = self.name()
            return self.variables.get(name, "") if name else "$"
        self.at += 1
        name = self.name()
        value = self.variables.get(name)
        char = self.text[self.at:self.at + 1]
        self.at += 1
        if not name:
            raise CannotExpand("bad substitution")
        if char == "}":
            return value or ""
        colon = char == ":"
        if colon:
            char = self.text[self.at:self.at + 1]
            self.at += 1
        if char in "-+?" and char:
            return self.default(char, value if not colon or value else None, name)
        if char in "#%" and char and not colon:
            return self.trim(char, value or "")
        if char == "/" and not colon:
            return self.replace(value or "")
        raise CannotExpand("unsupported modifier")

    def default(self, char, value, name):
        word = self.word("}")
        self.at += 1
        if char == "-":
            return word if value is None else value
        if char == "+":
            return "" if value is None else word
        if value is None:
            raise CannotExpand(f"{name} is not set")
        return value

    def trim(self, char, value):
        longest = self.text[self.at:self.at + 1] == char
        self.at += longest
        pattern = self.word("}")
        self.at += 1
        match = re.compile(fnmatch.translate(pattern)).match
        cuts = range(len(value) + 1)
        if char == "#":
            for cut in reversed(cuts) if longest else cuts:
                if match(value[:cut]):
                    return value[cut:]
        else:
            for cut in cuts if longest else reversed(cuts):
                if match(value[cut:]):
                    return value[:cut]
        return value

    def replace(self, value):
        every = self.text[self.at:self.at + 1] == "/"
        self.at += every
        pattern = self.word("/")
        self.at += 1
        by = self.word("}")
        self.at += 1
        inner = fnmatch.translate(pattern).replace(r"\Z", "")
        return re.sub(inner, lambda _: by, value, count=0 if every else 1)


def expand(text, variables, escape="\\"):
    return _Reader(text, variables, escape).word()

