"""INT, TERM and HUP at random moments leave nothing behind, and what KILL leaves is removed by the next run."""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time

SERVICE = pathlib.Path(__file__).resolve().parent / "broken/service"
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def left(daemon, temporary):
    """What there is that carries the mark of prove."""
    found = [str(path) for path in temporary.iterdir()]
    for kind, words in (("container", ("ps", "-aq")), ("image", ("images", "-q"))):
        found += [f"{kind} {each}" for each in daemon.docker(*words, "--filter", "label=dockhone.prove").split()]
    return found + [line for line in pathlib.Path("/proc/self/mounts").read_text().splitlines() if "dockhone-prove" in line]


def start(dockhone, environment, place):
    return subprocess.Popen([dockhone, "prove", "Dockerfile", "--passes", "maintainer-to-label,env-key-value", "--port", "8080", "-q"],
                            cwd=place, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")


def stop_at_random(daemon, dockhone, bases, environment, scratch, times):
    """How many runs left something."""
    place, temporary = scratch / "interrupted", scratch / "tmp"
    shutil.copytree(SERVICE, place)
    temporary.mkdir()
    bases.provide(place / "Dockerfile")
    environment = dict(environment, TMPDIR=str(temporary))
    begin = time.monotonic()
    whole = start(dockhone, environment, place)
    whole.communicate()
    length = time.monotonic() - begin
    chance, failures, ended = random.Random(7), 0, 0
    for i in range(times):
        running = start(dockhone, environment, place)
        time.sleep(chance.uniform(0.05, length))
        running.send_signal(SIGNALS[i % len(SIGNALS)])
        _, said = running.communicate(timeout=60)
        ended += running.returncode == 75
        found = left(daemon, temporary)
        if found or running.returncode not in (75, 0):
            failures += 1
            print(f"FAIL interrupted by {SIGNALS[i % len(SIGNALS)].name}: exit status {running.returncode}, left {found}\n{said}", flush=True)
    running = start(dockhone, environment, place)
    time.sleep(length * 0.7)
    running.kill()
    running.communicate()
    remains = left(daemon, temporary)
    start(dockhone, environment, place).communicate()
    found = left(daemon, temporary)
    if found or not remains:
        failures += 1
        print(f"FAIL killed: it left {remains}, and the next run {found}", flush=True)
    print(f"{'FAIL' if failures else 'ok  '} interrupted {times} times within {length:.1f} s, {ended} of them before its end; killed once, "
          f"which left {len(remains)} things to the next run", flush=True)
    return failures
