"""One sample application: proven as dockhone rewrites it, and its Dockerfile against itself, built anew."""
import json
import pathlib
import re
import shutil
import subprocess

import yaml

ANEW = "ARG DOCKHONE_TEST_BUILT_AGAIN=1"  # in front of each RUN's cache, and not in the image's configuration


def words(app):
    """What app.yaml asks, as options of prove."""
    out = []
    if "port" in app:
        first = next(each for each in app["ask"] if str(each.get("request", "")).startswith("GET ") and not each.get("writes"))
        out += ["--port", str(app["port"]), "--path", first["request"].split(" ", 1)[1]]
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
    shutil.copytree(source, place)
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
    return failures


def judge(name, done, found, wanted, dropped=None):
    verdict = found["verdict"] if found else f"exit status {done.returncode}"
    good = verdict in wanted and (dropped is None or len(found["dropped"]) == dropped)
    print(("ok   " if good else "FAIL ") + f"{name}: {verdict}", flush=True)
    if not good:
        print("     " + (done.stderr[-3000:] + done.stdout[-5000:]).replace("\n", "\n     "), flush=True)
    return 0 if good else 1
