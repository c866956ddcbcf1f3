"""What an app.yaml says (README.md), and the copy of the application that is built."""
import dataclasses
import pathlib
import shutil

import yaml

from . import Stop

NOT_COPIED = ("app.yaml", "by-hand.Dockerfile")
KEYS = {"about", "port", "ask", "user", "arbitrary-uid", "writes", "change", "smoke"}
ASK_KEYS = {"request", "body", "status", "answer", "writes", "command", "input"}


@dataclasses.dataclass
class Application:
    name: str
    source: pathlib.Path
    port: int
    questions: list
    needs_root: bool
    arbitrary_uid: bool
    writes: list
    change: dict

    def copy(self, place):
        shutil.copytree(self.source, place, symlinks=True, ignore=shutil.ignore_patterns(*NOT_COPIED))

    def edit(self, place, times=1):
        """One line of the source is another one, a different one each time."""
        file = pathlib.Path(place) / self.change["file"]
        text = (self.source / self.change["file"]).read_text()
        if text.count(self.change["replace"]) != 1:
            raise Stop(f"{self.name}: {self.change['replace']!r} has to be once in {self.change['file']}")
        file.write_text(text.replace(self.change["replace"], self.change["by"] * times))

    def after_edit(self, times=1):
        """What turns an answer into what it is then."""
        return lambda text: text.replace(self.change["replace"], self.change["by"] * times)


def read(directory):
    text = yaml.safe_load((directory / "app.yaml").read_text())
    unknown = set(text) - KEYS | {key for question in text["ask"] for key in set(question) - ASK_KEYS}
    if unknown:
        raise Stop(f"{directory}/app.yaml: unknown: {', '.join(sorted(unknown))}")
    return Application(directory.name, directory, text.get("port", 0), text["ask"], text["user"] == "root",
                       text.get("arbitrary-uid", False), text.get("writes", []), text["change"])
