"""One application: both Dockerfiles built, examined, changed by a line, and built again."""
import dataclasses
import shutil
import subprocess

from . import ask, examine
from .builder import BuildFailed

KINDS = ("original", "optimized")
ACCOUNT_BYTES = 64 * 1024  # what groupadd and useradd write, for an image that runs as a user of its own


@dataclasses.dataclass
class Side:
    size: int = 0
    layers: int = 0
    cold: float = 0
    rebuild: float = 0
    seen: examine.Examined = None


@dataclasses.dataclass
class Result:
    name: str
    sides: dict = dataclasses.field(default_factory=dict)
    wrong: list = dataclasses.field(default_factory=list)  # what no rewrite may do
    short: list = dataclasses.field(default_factory=list)  # what is asked of it, and not reached


def optimize(dockhone, place):
    """The optimized Dockerfile, or None where nothing is changed."""
    subprocess.run([dockhone, "optimize", "-q", "--color=never", place / "Dockerfile"], check=True, capture_output=True)
    result = place / "Dockerfile.optimized"
    return result if result.exists() else None


def measure(builder, bases, dockhone, application, place, repeat):
    result = Result(application.name)
    application.copy(place / "original")
    application.copy(place / "optimized")
    optimized = optimize(dockhone, place / "optimized")
    if optimized is None:
        result.wrong.append("dockhone changes nothing")
        return result
    kept = builder.state / "optimized" / application.name
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copy(optimized, kept / "Dockerfile")
    files = {"original": place / "original/Dockerfile", "optimized": optimized}
    for kind in KINDS:
        bases.provide(files[kind])
    for kind in KINDS:
        try:
            result.sides[kind] = one_side(builder, application, files[kind], f"dockhone-bench/app-{application.name}:{kind}", repeat)
        except (BuildFailed, ask.Wrong) as problem:
            result.wrong.append(f"{kind}: {problem}")
            break
    if len(result.sides) == len(KINDS):
        judge(result, application)
    return result


def one_side(builder, application, dockerfile, tag, repeat):
    side, context = Side(), dockerfile.parent
    builder.forget_builds()
    side.cold = builder.build(context, dockerfile, tag, "--no-cache")
    image = builder.inspect(tag)
    side.size, side.layers = image["Size"], len(image["RootFS"]["Layers"])
    try:
        side.seen = examine.examine(builder, application, tag)
        for times in range(1, repeat + 1):
            application.edit(context, times)
            seconds = builder.build(context, dockerfile, tag)
            side.rebuild = min(side.rebuild, seconds) if times > 1 else seconds
            examine.ask_once_more(builder, application, tag, application.after_edit(times))
    finally:
        builder.docker("rmi", "-f", tag, check=False)
        builder.docker("image", "prune", "-f", check=False)
    return side


def judge(result, application):
    before, after = (result.sides[kind] for kind in KINDS)
    if [strip(answer) for answer in before.seen.answers] != [strip(answer) for answer in after.seen.answers]:
        result.wrong.append("the answers differ")
    account = ACCOUNT_BYTES if before.seen.uid == 0 and after.seen.uid != 0 else 0
    if after.size > before.size + account:
        result.wrong.append(f"the image grows from {before.size} to {after.size} bytes")
    if after.seen.any_user and not before.seen.any_user:
        result.wrong.append(f"the original starts with any user id, the optimized one does not: {after.seen.any_user}")
    if application.arbitrary_uid and before.seen.any_user and after.seen.any_user:
        result.short.append(f"does not start with any user id: {after.seen.any_user}")
    if application.needs_root:
        return
    if after.seen.uid == 0:
        result.short.append("runs as root")
        return
    for path in application.writes:
        if not any(path == found or path.startswith(found.rstrip("/") + "/") for found in after.seen.writable):
            result.wrong.append(f"user {after.seen.uid} cannot write {path}")
    if after.seen.tried:
        result.wrong.append(f"user {after.seen.uid} can write in {' '.join(after.seen.tried)}")
    more = [path for path in after.seen.writable if path not in (*application.writes, after.seen.home)]
    if more:
        result.short.append(f"user {after.seen.uid} can write more than it needs: {' '.join(more)}")


def strip(answer):
    return {key: value for key, value in answer.items() if key != "log"}
