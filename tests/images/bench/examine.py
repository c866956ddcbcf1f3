"""One image: what it answers, whom it runs as, what that user may write, and whether any user can run it."""
import contextlib
import dataclasses
import pathlib
import re
import subprocess
import tempfile

from . import ask, probe

ANY_USER = ("-u", "12345:12345", "--cap-drop=ALL", "--security-opt=no-new-privileges")


@dataclasses.dataclass
class Examined:
    answers: list = dataclasses.field(default_factory=list)
    uid: int = 0
    tried: list = dataclasses.field(default_factory=list)
    writable: list = dataclasses.field(default_factory=list)
    home: str = ""
    any_user: str = ""  # why it does not run as any user; empty where it does


def examine(builder, application, image):
    """Raises ask.Wrong where the image does not say what it should."""
    found = Examined()
    if application.port:
        with ask.Running(builder, image, application) as running:
            found.answers = ask_all(application, running.answer)
            pid = running.state["Pid"]
            uid, gid, groups = probe.ids_of(pid)
            write_tests(found, f"/proc/{pid}/root", uid, gid, groups)
    else:
        found.answers = ask_all(application, lambda question: ask.run_tool(builder, image, question))
        with root_of(builder, image) as (root, user):
            uid, gid = ids_of_user(pathlib.Path(root), user)
            write_tests(found, root, uid, gid, [gid])
    try:
        ask_as_any_user(builder, application, image)
    except ask.Wrong as problem:
        found.any_user = str(problem)
    return found


def write_tests(found, root, uid, gid, groups):
    result = probe.as_user(root, uid, gid, groups)
    found.uid, found.tried, found.writable, found.home = uid, result["tried"], result["writable"], result["home"]


def ask_all(application, answer, expected=lambda text: text, questions=None):
    answers = []
    for question in application.questions if questions is None else questions:
        answers.append(answer(question))
        ask.check(question, answers[-1], expected(question["answer"]))
    return answers


def ask_as_any_user(builder, application, image):
    questions = [question for question in application.questions if not question.get("writes")]
    if not application.port:
        ask_all(application, lambda question: ask.run_tool(builder, image, question, *ANY_USER), questions=questions)
        return
    with ask.Running(builder, image, application, *ANY_USER) as running:
        ask_all(application, running.answer, questions=questions)


def ask_once_more(builder, application, image, expected):
    """After a rebuild: the first answer has to show that the source has changed."""
    first = application.questions[:1]
    if not application.port:
        ask_all(application, lambda question: ask.run_tool(builder, image, question), expected, first)
        return
    with ask.Running(builder, image, application) as running:
        ask_all(application, running.answer, expected, first)


@contextlib.contextmanager
def root_of(builder, image):
    """The file system that a container of the image would have, for an image whose containers do not stay."""
    container = builder.docker("create", image)
    with tempfile.TemporaryDirectory(dir=builder.state) as place:
        inspected = builder.inspect(container)
        for name in ("upper", "work", "root"):
            (pathlib.Path(place) / name).mkdir(mode=0o755)
        options = f"lowerdir={inspected['GraphDriver']['Data']['LowerDir']},upperdir={place}/upper,workdir={place}/work"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, f"{place}/root"], check=True)
        try:
            yield f"{place}/root", inspected["Config"]["User"]
        finally:
            subprocess.run(["umount", f"{place}/root"], check=True)
            builder.docker("rm", "-v", container)


def ids_of_user(root, user):
    """Of what USER says: a number or a name, with or without a group."""
    name, _, group = (user or "0").partition(":")
    uid, gid = name, group or "0"
    passwd = root / "etc/passwd"
    for line in passwd.read_text().splitlines() if passwd.is_file() else []:
        words = line.split(":")
        if name in (words[0], words[2]):
            uid, gid = words[2], group or words[3]
    if not re.fullmatch(r"\d+", gid):
        gid = next(line.split(":")[2] for line in (root / "etc/group").read_text().splitlines() if line.startswith(f"{gid}:"))
    return int(uid), int(gid)
