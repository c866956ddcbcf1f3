"""One sample application: proven as dockhone rewrites it, and its Dockerfile against itself, built anew."""
import json
import pathlib
import re
import shutil
import subprocess

import yaml
from bench.application import NOT_COPIED

ANEW = "ARG DOCKHONE_TEST_BUILT_AGAIN=1"  # in front of each RUN's cache, and not in the image's configuration


def words(app):
    """What app.yaml asks, as options of prove."""
    out = []
    if "port" in app:
        first = next(each for each in app["ask"] if str(each.get("request", "")).startswith("GET ") and not each.get("writes"))
        out += ["--port", str(app["port"]), "--path", first["request"].split(" ", 1)[1]]
    for each in app.get("smoke", []):
        out += ["--smoke", each]
    return out


def run(dockhone, environment, place, *options):
    evidence = place / "evidence.json"
    evidence.unlink(missing_ok=True)
    done = subprocess.run([dockhone, "prove", *options, "--evidence", evidence], env=environment, cwd=place,
                          capture_output=True, text=True, errors="replace")
    return done, json.loads(evidence.read_text()) if evidence.exists() else None


def provide_optimized(dockhone, bases, place):
    """The names that the optimized Dockerfile has for its bases."""
    target = place / "optimized.Dockerfile"
    subprocess.run([dockhone, "optimize", "-o", target, "-q", place / "Dockerfile"], check=True)
    bases.provide(target)
    target.unlink()


def again(text):
    return re.sub(r"(?m)^(FROM .*)$", r"\1\n" + ANEW, text)


def prove(dockhone, bases, environment, source, scratch):
    """How many things are not as they should be."""
    app = yaml.safe_load((source / "app.yaml").read_text())
    place = scratch / source.name
    shutil.copytree(source, place, ignore=shutil.ignore_patterns(*NOT_COPIED))
    bases.provide(place / "Dockerfile")
    provide_optimized(dockhone, bases, place)
    failures = 0
    done, found = run(dockhone, environment, place, *words(app), "Dockerfile")
    failures += judge(f"{source.name}: as dockhone rewrites it", done, found, ("proven", "proven-as-declared", "unchanged"), dropped=0)
    if found and found["verdict"].startswith("proven"):
        before, after = (sum(layer["bytes"] for layer in found[side]["layers"]) for side in ("before", "after"))
        print(f"     {before / 1e6:.1f} -> {after / 1e6:.1f} MB, {found['builds']} builds", flush=True)
    (place / "again.Dockerfile").write_text(again((place / "Dockerfile").read_text()))
    done, found = run(dockhone, environment, place, *words(app), "Dockerfile", "--against", "again.Dockerfile")
    failures += judge(f"{source.name}: its Dockerfile, built again", done, found, ("proven",))
    by_hand = source / "by-hand.Dockerfile"
    if by_hand.exists():
        bases.provide(by_hand)
        done, found = run(dockhone, environment, place, *words(app), "Dockerfile", "--against", by_hand, "--touch", app["change"]["file"])
        failures += judge(f"{source.name}: as a person splits it", done, found, ("proven-as-declared",))
        if found and found["after"]:
            print("     " + gain(found["before"], found["after"]), flush=True)
    return failures


def gain(before, after):
    shown = [f"{before['bytes'] / 1e6:.1f} -> {after['bytes'] / 1e6:.1f} MB", f"{len(before['layers'])} -> {len(after['layers'])} layers"]
    if before["times"] and after["times"]:
        shown += [f"{what} build {before['times'][key]:.1f} -> {after['times'][key]:.1f} s" for what, key in (("cold", "cold_seconds"), ("next", "rebuild_seconds"))]
    return ", ".join(shown)


def prove_by_buildah(dockhone, bases, environment, source, scratch):
    """The same question of another builder, which runs no service: its images of the bases are those of the daemon."""
    app = yaml.safe_load((source / "app.yaml").read_text())
    place = scratch / f"{source.name}-buildah"
    shutil.copytree(source, place, ignore=shutil.ignore_patterns(*NOT_COPIED))
    bases.provide(place / "Dockerfile")
    provide_optimized(dockhone, bases, place)
    storage = scratch / "storage.conf"
    storage.write_text(f'[storage]\ndriver = "overlay"\nrunroot = "{scratch}/run"\ngraphroot = "{scratch}/graph"\n')
    environment = dict(environment, CONTAINERS_STORAGE_CONF=str(storage))
    archive = scratch / "base.tar"
    for name in bases.builder.docker("images", "--format={{.Repository}}:{{.Tag}}").split():
        if name.startswith("debian:"):
            bases.builder.docker("save", "-o", archive, name)
            subprocess.run(["buildah", "--storage-driver", "overlay", "pull", "-q", f"docker-archive:{archive}"], env=environment, check=True, capture_output=True)
            archive.unlink()
    buildah = ["buildah", "--storage-driver", "overlay"]
    subprocess.run([*buildah, "from", "--name", "dockhone-prove-1-1", "scratch"], env=environment, check=True, capture_output=True)  # of a run that was killed
    try:
        done, found = run(dockhone, environment, place, "--builder", "buildah", *words(app), "Dockerfile")
        failures = judge(f"{source.name}: by buildah", done, found, ("proven", "proven-as-declared"), dropped=0)
        left = [subprocess.run([*buildah, *words], env=environment, check=True, capture_output=True, text=True).stdout.strip()
                for words in (["containers", "-q"], ["images", "-q", "--filter", "label=dockhone.prove"])]
        print(("FAIL " if any(left) else "ok   ") + "by buildah: nothing is left, of this run and of one that was killed", *left, flush=True)
        return failures + any(left)
    finally:
        subprocess.run([*buildah, "rmi", "-a", "-f"], env=environment, capture_output=True)


def judge(name, done, found, wanted, dropped=None):
    verdict = found["verdict"] if found else f"exit status {done.returncode}"
    good = verdict in wanted and (dropped is None or len(found["dropped"]) == dropped)
    print(("ok   " if good else "FAIL ") + f"{name}: {verdict}", flush=True)
    if not good:
        print("     " + (done.stderr[-3000:] + done.stdout[-5000:]).replace("\n", "\n     "), flush=True)
    return 0 if good else 1
