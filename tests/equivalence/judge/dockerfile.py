"""What a Dockerfile asks the builder to do, stage by stage: operations for the sandbox, and the image's configuration."""
import json
import os
import posixpath
import re
import shlex
import subprocess
import tarfile
from dataclasses import dataclass, field

from .expand import CannotExpand, expand

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PLATFORM = {"TARGETPLATFORM": "linux/amd64", "TARGETOS": "linux", "TARGETARCH": "amd64", "BUILDPLATFORM": "linux/amd64",
            "BUILDOS": "linux", "BUILDARCH": "amd64", "TARGETVARIANT": "", "BUILDVARIANT": ""}
SHELLS = {"dash": "dash", "bash": "bash", "ash": "busybox"}
# Behind these names there may be an archive, which ADD unpacks. A name without an extension says nothing.
ARCHIVE = re.compile(r"\.(tar|t[gbx]z2?|gz|bz2|xz|zst|lz4|lzma|Z|apk|gem|crate|phar|db|dump|bin|img|box|data|layer)$")
# ... but for names that mean a text by convention.
TEXT = re.compile(r"\.\w+|[A-Z]+|[A-Z]\w*file|makefile|\w*(rc|config|tab|_keys|_hosts)|id_\w+|sudoers|motd|artisan|gradlew|mvnw")
# Working directories of base images that relative paths of real Dockerfiles rest on.
BASE_DIRECTORIES = {
    "golang": "/go", "httpd": "/usr/local/apache2", "tomcat": "/usr/local/tomcat",
    "wordpress": "/var/www/html", "php": "/var/www/html", "redis": "/data", "ghost": "/var/lib/ghost", "drupal": "/opt/drupal"}
PLACEHOLDER = "#!/.judge/shim\n# placeholder copied\n"


class NotJudged(Exception):
    """The third verdict, with its reason."""


@dataclass(frozen=True)
class Op:
    """run: shell, cwd, mounts, argv, env. dir: path. file: path, mode, content. tree: path. event: text."""
    kind: str
    what: tuple
    context: tuple = ()  # user, network, security of a RUN: goes with each command that it starts


@dataclass
class Stage:
    name: str
    dialects: tuple
    final: bool = True  # else its configuration is nobody's, but for what stages on it inherit
    parent: object = None
    own: list = field(default_factory=list)
    config: dict = field(default_factory=dict)
    env: dict = field(default_factory=dict)
    args: dict = field(default_factory=dict)
    cwd: str = "/"
    user: str = ""
    cmd_set: bool = False

    def ops(self):
        return (self.parent.ops() if self.parent else []) + self.own

    def variables(self):
        return {**self.args, **self.env}


def parse(binary, path):
    done = subprocess.run([binary, "parse", "--json", path], capture_output=True)
    if done.returncode != 0:
        raise NotJudged("does not parse")
    return json.loads(done.stdout.decode("utf-8", "replace"))


class Dockerfile:
    def __init__(self, binary, path):
        with open(path, "rb") as file:
            self.source = file.read()
        self.tree = parse(binary, path)
        # Of a case, its context lies beside it; a real file is judged without.
        beside = os.path.join(os.path.dirname(path), "context")
        self.context = beside if os.path.basename(path).endswith(".Dockerfile") and os.path.isdir(beside) else ""
        self.escape = self.tree["escape"]
        self.globals = {}
        self.stages = []
        self.check_platform()
        for instruction in self.tree["instructions"]:
            self.add(instruction)

    def check_platform(self):
        for stage in self.tree["stages"]:
            if "windows" in stage["platform"].lower():
                raise NotJudged("windows")
        for instruction in self.tree["instructions"]:
            state = instruction.get("state")
            if instruction["keyword"] == "RUN" and state is not None and not state["dialects"]:
                shell = " ".join(state["shell"]).lower()
                windows = any(name in shell for name in ("powershell", "pwsh", "cmd")) or not shell
                raise NotJudged("windows" if windows else "shell not available")

    def text(self, span):
        return self.source[span[0]:span[1]].decode("utf-8", "surrogateescape")

    def add(self, instruction):
        keyword = instruction["keyword"]
        if keyword == "FROM":
            return self.from_(instruction)
        if not self.stages:
            if keyword == "ARG":
                for pair in instruction.get("pairs", []):
                    if pair["value"] is not None:
                        self.globals[pair["key"]] = expand(pair["value"], {**PLATFORM, **self.globals}, self.escape)
            return None
        return getattr(self, "on_" + keyword.lower())(self.stages[-1], instruction)

    def from_(self, instruction):
        number = len(self.stages)
        told = self.tree["stages"][number]
        dialects = tuple(instruction["state"]["dialects"]) or ("dash",)
        parent = None
        if told["base"]["kind"] == "stage":
            parent = self.stages[told["base"]["stage"]]
        stage = Stage(told["name"] or str(number), dialects, told["final"], parent)
        if parent:
            stage.config = {k: v for k, v in parent.config.items()}
            stage.env, stage.args = dict(parent.env), dict(parent.args)
            stage.cwd, stage.user = parent.cwd, parent.user
        else:
            stage.env = {"PATH": PATH}
            base = expand(instruction["args"][0]["value"], {**PLATFORM, **self.globals}, self.escape)
            repository = re.sub(r"(?<=[^/:])(:[^/]*)?(@.*)?$", "", re.sub(r"^(docker\.io/)?(library/)?", "", base))
            known = "/src" if repository.startswith("gcr.io/oss-fuzz-base/") else BASE_DIRECTORIES.get(repository, "/")
            stage.cwd = instruction["state"]["workdir"] or known
            stage.config["Base"] = base
        stage.config["Platform"] = told["platform"]
        self.stages.append(stage)

    # ---- values

    def value(self, stage, text):
        return expand(text, stage.variables(), self.escape)

    def words(self, stage, instruction):
        return [self.value(stage, arg["value"]) for arg in instruction["args"]]

    def heredoc(self, stage, heredoc, expanding):
        body = self.text(heredoc["body"])
        if heredoc["chomp"]:
            body = re.sub(r"(?m)^\t+", "", body)
        if not (expanding and heredoc["expand"]):
            return body
        variables = stage.variables()  # quotes mean nothing in there
        names = re.compile(r"\\([$`\\])|\$\{?([A-Za-z_]\w*)\}?")
        return names.sub(lambda m: m.group(1) or variables.get(m.group(2), ""), body)

    # ---- instructions, a method each

    def on_env(self, stage, instruction):
        before = stage.variables()
        for pair in instruction["pairs"]:
            key = expand(pair["key"], before, self.escape)
            stage.env[key] = expand(pair["value"] or "", before, self.escape)
            stage.config["Env." + key] = stage.env[key]
        stage.config["Env order"] = [key for key in stage.env if "Env." + key in stage.config]

    def on_arg(self, stage, instruction):
        for pair in instruction.get("pairs", []):
            name = pair["key"]
            if pair["value"] is not None:
                stage.args[name] = self.value(stage, pair["value"])
            elif name in self.globals or name in PLATFORM:
                stage.args[name] = self.globals.get(name, PLATFORM.get(name))

    def on_label(self, stage, instruction):
        for pair in instruction["pairs"]:
            stage.config["Labels." + self.value(stage, pair["key"])] = self.value(stage, pair["value"] or "")

    def on_workdir(self, stage, instruction):
        path = self.words(stage, instruction)[0]
        stage.cwd = posixpath.normpath(posixpath.join(stage.cwd, path))
        stage.config["WorkingDir"] = stage.cwd
        stage.own.append(Op("dir", (stage.cwd,)))

    def on_user(self, stage, instruction):
        stage.user = self.words(stage, instruction)[0]
        stage.config["User"] = stage.user

    def on_shell(self, stage, instruction):
        stage.config["Shell"] = [arg["value"] for arg in instruction["args"]]

    def with_shell(self, instruction):
        values = [arg["value"] for arg in instruction["args"]]
        if instruction["json"]:
            return values
        shell = instruction["state"]["shell"] if "state" in instruction else None
        return (shell or ["/bin/sh", "-c"]) + [" ".join(values)]

    def on_cmd(self, stage, instruction):
        stage.config["Cmd"] = self.with_shell(instruction)
        stage.cmd_set = True

    def on_entrypoint(self, stage, instruction):
        stage.config["Entrypoint"] = self.with_shell(instruction)
        if not stage.cmd_set:
            stage.config.pop("Cmd", None)

    def on_healthcheck(self, stage, instruction):
        flags = sorted((f["name"], f["value"]) for f in instruction["flags"])
        words = [arg["value"] for arg in instruction["args"]]
        shell = stage.config.get("Shell") if not instruction["json"] else None
        stage.config["Healthcheck"] = repr((flags, instruction["json"], shell, words))

    def on_stopsignal(self, stage, instruction):
        stage.config["StopSignal"] = self.words(stage, instruction)[0]

    def on_expose(self, stage, instruction):
        for words in self.words(stage, instruction):
            for port in words.split():
                stage.config["ExposedPorts." + (port if "/" in port else port + "/tcp")] = "yes"

    def on_volume(self, stage, instruction):
        for path in self.words(stage, instruction):
            stage.config["Volumes." + path] = "yes"

    def on_maintainer(self, stage, instruction):
        stage.config["Author"] = " ".join(arg["value"] for arg in instruction["args"])

    def on_onbuild(self, stage, instruction):
        trigger = instruction.get("trigger")
        if trigger is None:
            raise NotJudged("a trigger that is no instruction")
        text = re.sub(re.escape(self.escape) + r"[ \t]*\r?\n", "", self.text(trigger["span"]))
        stage.config["OnBuild"] = stage.config.get("OnBuild", []) + [text]

    def on_run(self, stage, instruction):
        flags = [(f["name"], f["value"] or "") for f in instruction["flags"]]
        mounts = tuple(m for name, value in flags if name == "mount" for m in self.mount(stage, value))
        context = (stage.user,) + tuple(f for f in flags if f[0] != "mount")
        variables = {"HOME": "/root", **stage.variables()}
        env = tuple(sorted(f"{k}={v}" for k, v in variables.items() if "\0" not in v))
        shell, argv = self.command(stage, instruction)
        if any("\0" in word for word in argv):
            raise NotJudged("a NUL in a script")
        stage.own.append(Op("run", (shell, stage.cwd, mounts, tuple(argv), env), context))

    def command(self, stage, instruction):
        """Whether a shell runs it, and its argv."""
        values = [arg["value"] for arg in instruction["args"]]
        if instruction["json"]:
            return False, values or [""]
        shell = instruction["state"]["shell"] or ["/bin/sh", "-c"]
        documents = instruction.get("heredocs", [])
        line = " ".join(values)
        if documents and len(documents) == 1 and re.fullmatch(r"<<-?\s*([\"']?)[^\s\"']+\1", line.strip()):
            body = self.heredoc(stage, documents[0], False)
            if body.startswith("#!"):
                path = "/dev/pipes/" + documents[0]["name"]
                raise NotJudged("a here-document with an interpreter line: " + path)
            return True, shell + [body]
        for document in documents:  # the shell reads them; the terminators are there as written
            line += "\n" + self.text(document["body"]) + document["name"]
        return True, shell + [line]

    def mount(self, stage, value):
        options = dict(part.split("=", 1) if "=" in part else (part, "") for part in value.split(","))
        kind = options.get("type", "bind")
        target = options.get("target") or options.get("dst") or options.get("destination")
        if kind not in ("cache", "tmpfs", "bind") or not target:
            return
        target = posixpath.normpath(posixpath.join(stage.cwd, expand(target, stage.variables(), self.escape)))
        identity = kind + "-" + re.sub(r"\W", "_", options.get("id") or options.get("from", "") + target)
        yield kind
        yield target
        yield identity[:200]

    def on_copy(self, stage, instruction, keyword="COPY"):
        flags = tuple((f["name"], self.value(stage, f["value"] or "")) for f in instruction["flags"])
        documents = {d["name"]: self.heredoc(stage, d, True) for d in instruction.get("heredocs", [])}
        raw = [arg["value"] for arg in instruction["args"]]
        words = [w if w.startswith("<<") else self.value(stage, w) for w in raw]
        *sources, target = words
        rest = shlex.join(words) + "".join(f" --{n}={v}" for n, v in flags if n != "from")
        stage.own.append(Op("event", (keyword, dict(flags).get("from", ""), rest, str(sorted(documents.items())))))
        mode = next((int(v, 8) for n, v in flags if n == "chmod" and re.fullmatch("[0-7]+", v)), 0o755)
        for source in sources:
            name = source[2:].lstrip("-").strip("\"'") if source.startswith("<<") else ""
            self.place(stage, source, target, len(sources), mode, documents.get(name))

    def place(self, stage, source, target, count, mode, content):
        path = posixpath.join(stage.cwd, target)
        base = posixpath.basename(source.rstrip("/"))
        into = target.endswith("/") or target in (".", "..") or target.endswith("/.") or count > 1
        if content is None and self.is_tree(source, target):
            stage.own.append(Op("tree", (posixpath.normpath(path),)))
            return
        if into:
            path = posixpath.join(path, base if content is None else source[2:].lstrip("-").strip("\"'"))
        path = posixpath.normpath(path)
        stage.own.append(Op("file", (path, mode, PLACEHOLDER if content is None else content)))

    def is_tree(self, source, target):
        """By its name: the context is not given."""
        base = posixpath.basename(source.rstrip("/"))
        if source.endswith("/") or base in ("", ".", "..") or "*" in source or "?" in source:
            return True
        known = re.compile(r"(Makefile|Dockerfile|LICENSE|Gemfile|Procfile|gradlew|mvnw|configure|.*entrypoint.*|.*\.[\w-]+)$")
        if known.match(base) or base == posixpath.basename(target):
            return "." not in base.lstrip(".") and "bin" not in target and not known.match(base)
        return "bin" not in target

    def on_add(self, stage, instruction):
        """Of sources that are no archives and are not fetched it is a COPY."""
        sources = self.words(stage, instruction)[:-1]
        only_copies = all(self.only_copied(source) for source in sources)
        self.on_copy(stage, instruction, "COPY" if only_copies else "ADD")

    def only_copied(self, source):
        base = posixpath.basename(source)
        known = os.path.join(self.context, source.lstrip("/"))
        if self.context and base and os.path.exists(known):
            return os.path.isdir(known) or not tarfile.is_tarfile(known)
        if "://" in source or source.startswith("git@"):
            return False
        return source.startswith("<<") or base in ("", ".", "..") or ("." in base.lstrip(".") and not ARCHIVE.search(base)) \
            or bool(TEXT.fullmatch(base))



def load(binary, path):
    try:
        return Dockerfile(binary, path)
    except CannotExpand as error:
        raise NotJudged(f"cannot expand: {error}") from error


BRINGS = r"apt-get (update|(\S+ )*(install|upgrade))\b|apk (\S+ )*(add|upgrade)\b|ldconfig$|rm -rf /var/(lib/apt/lists|cache/apk)/\*$"


def is_said_again(text, original, added):
    """Commands that bring packages, that the original has, or that are declared. Directories are made again, and owners and modes given, which
    some step of the original makes and gives: COPY does not bring these."""
    text = text.replace("\r", "")
    said = " ".join(" ".join(original).replace("\r", "").replace("\\\n", " ").split())
    for part in text.replace("\\\n", " ").split(None, 1)[1].split(" && "):
        part = " ".join(part.split())
        program, *words = part.split()
        known = re.match(rf"(\w+=\S+ )*({BRINGS})", part) or part in said or part in added
        again = program in ("mkdir", "chown", "chmod", "chgrp") and all(
            word == "-p" or f"chown={word}" in said or word.split(":")[0] in said or word.rsplit("/", 1)[-1] in said for word in words)
        if not known and not again:
            return False
    return True


def split_difference(was, now, declared, added=()):
    """The stage that a split added: files of the builder at the same paths, and steps that the original has."""
    def stage(document, number):
        starts = [i for i, each in enumerate(document.tree["instructions"]) if each["keyword"] == "FROM"] + [None]
        return document.tree["instructions"][starts[number]:starts[number + 1]]

    original = {was.text(each["span"]) for each in stage(was, len(was.stages) - 1)}
    count = len(now.stages)
    for each in stage(now, count - 1):
        text = now.text(each["span"])
        words = [arg["value"] for arg in each.get("args", [])]
        from_builder = any(flag["name"] == "from" and flag["value"] == declared.now for flag in each.get("flags", []))
        if each["keyword"] == "COPY" and from_builder and (len(words) != 2 or words[0] != words[1]):
            return f"a file goes elsewhere: {text}"
        same = text in original or re.sub(r"^COPY", "ADD", text) in original or each["keyword"] == "RUN" and is_said_again(text, original, added)
        if each["keyword"] in ("COPY", "ADD", "RUN") and not from_builder and not same:
            return f"a step that the original does not have: {text}"
    return None
