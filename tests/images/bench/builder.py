"""A Docker daemon of our own: without bridge, in the namespaces that `run` has made, with its data below one directory."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

from . import Stop

CGROUP = "dockhone-bench-images"
START_SECONDS = 60


class BuildFailed(Exception):
    pass


def tail(text, lines=25):
    return "\n".join(text.rstrip().splitlines()[-lines:])


class Builder:
    def __init__(self, state):
        self.state = pathlib.Path(state)
        self.client = "/usr/bin/docker" if os.path.exists("/usr/bin/docker") else shutil.which("docker")
        self.process = None

    def start(self):
        for name in ("docker", "exec"):
            (self.state / name).mkdir(parents=True, exist_ok=True)
        self.socket = f"unix://{self.state}/docker.sock"
        (self.state / "docker.pid").unlink(missing_ok=True)
        log = open(self.state / "dockerd.log", "wb")
        daemon = shutil.which("dockerd") or "/usr/sbin/dockerd"
        self.process = subprocess.Popen(
            [daemon, "--iptables=false", "--ip6tables=false", "--bridge=none", "--ip-forward=false", "--storage-driver=overlay2",
             "--data-root", self.state / "docker", "--exec-root", self.state / "exec", "--pidfile", self.state / "docker.pid",
             "--cgroup-parent", CGROUP, "-H", self.socket],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        limit = time.monotonic() + START_SECONDS
        while subprocess.run(self.command("info"), capture_output=True).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > limit:
                raise Stop(f"the builder does not start; {self.state}/dockerd.log ends with\n"
                                 + tail((self.state / "dockerd.log").read_text(errors="replace")))
            time.sleep(0.2)

    def stop(self):
        if self.process is None:
            return
        containers = self.docker("ps", "-aq", check=False).split()
        if containers:
            self.docker("rm", "-f", "-v", *containers, check=False)
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        remove_cgroups()

    def command(self, *words):
        return [self.client, "-H", self.socket, *map(str, words)]

    def docker(self, *words, check=True, **options):
        done = subprocess.run(self.command(*words), capture_output=True, text=True, **options)
        if check and done.returncode != 0:
            raise BuildFailed(f"docker {' '.join(map(str, words))}\n{tail(done.stderr)}")
        return done.stdout.strip()

    def has(self, image):
        return subprocess.run(self.command("image", "inspect", image), capture_output=True).returncode == 0

    def build(self, context, dockerfile, tag, *options):
        """The seconds that it took."""
        environment = dict(os.environ, DOCKER_BUILDKIT="1", BUILDKIT_PROGRESS="plain")
        begin = time.monotonic()
        done = subprocess.run(
            self.command("build", "--network=host", *proxies(), *options, "-t", tag, "-f", dockerfile, context),
            env=environment, capture_output=True, text=True, errors="replace")
        if done.returncode != 0:
            raise BuildFailed(f"{pathlib.Path(dockerfile).name} does not build\n{tail(done.stdout + done.stderr)}")
        return time.monotonic() - begin

    def forget_builds(self):
        """For the disk only, a cold build reads no cache: after a daemon that was killed some of it may not be removable."""
        self.docker("builder", "prune", "-af", check=False)

    def inspect(self, thing):
        return json.loads(self.docker("inspect", thing))[0]


def proxies():
    """A proxy of this machine is a proxy of the build, which knows these arguments without declaring them."""
    return [word for name in os.environ if re.fullmatch(r"(?i)(https?|ftp|no)_proxy", name) for word in ("--build-arg", name)]


def remove_cgroups():
    for directory in list(pathlib.Path("/sys/fs/cgroup").glob(f"*/{CGROUP}")) + [pathlib.Path("/sys/fs/cgroup", CGROUP)]:
        if directory.is_dir():
            for below in sorted((path for path in directory.rglob("*") if path.is_dir()), reverse=True):
                remove_empty(below)
            remove_empty(directory)


def remove_empty(directory):
    try:
        directory.rmdir()
    except OSError:
        pass  # somebody is still in there: it is not ours to kill
