"""Changes that break an image: each has to be found, named and dropped, and the others have to stay."""
import pathlib
import shutil

import yaml

from samples import run

HERE = pathlib.Path(__file__).resolve().parent / "broken"
OTHERS = ["maintainer-to-label", "env-key-value"]  # that change the same Dockerfiles, and break nothing


def find(broken, bases, environment, scratch, wanted):
    """How many were not found."""
    failures = 0
    for name, case in yaml.safe_load((HERE / "cases.yaml").read_text()).items():
        if wanted and name not in wanted:
            continue
        place = scratch / f"broken-{name}"
        shutil.copytree(HERE / case["of"], place)
        bases.provide(place / "Dockerfile")
        asked = ["--port", "8080"] if case["of"] == "service" else []
        done, found = run(broken, environment, place, "Dockerfile", "--passes", ",".join([name, *OTHERS]), *asked)
        failures += judge(name, case["says"], done, found)
    return failures


def judge(name, says, done, found):
    problems = []
    if found is None:
        problems.append(f"exit status {done.returncode}")
    else:
        dropped = [(each["pass"], [why["key"] for why in each["why"]]) for each in found["dropped"]]
        if [each[0] for each in dropped] != [name]:
            problems.append(f"dropped: {dropped}")
        elif says not in dropped[0][1]:
            problems.append(f"says {dropped[0][1]}, not {says}")
        if sorted({each["pass"] for each in found["changes"]}) != sorted(OTHERS):
            problems.append(f"kept: {[each['pass'] for each in found['changes']]}")
    print(("FAIL " if problems else "ok   ") + f"broken {name}: " + ("; ".join(problems) or f"dropped, for {says}; {found['builds']} builds"), flush=True)
    if problems:
        print("     " + (done.stderr[-3000:] + done.stdout[-4000:]).replace("\n", "\n     "), flush=True)
    return 1 if problems else 0
