#!/usr/bin/env python3
"""Starts Debian's docker-registry on loopback, behind htpasswd, and fills it. usage: real.py DIRECTORY

Prints its port when it is filled, and ends with whoever holds the other end of standard input.
"""
import base64
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import images

CONFIG = """version: 0.1
log: {{ level: error }}
storage: {{ filesystem: {{ rootdirectory: {0}/data }} }}
http: {{ addr: "127.0.0.1:{1}" }}
auth: {{ htpasswd: {{ realm: tests, path: {0}/htpasswd }} }}
"""
LOGIN = "Basic " + base64.b64encode(b"ann:correct horse").decode()


def ask(port, method, path, data=None, **headers):
    url = path if path.startswith("http") else f"http://127.0.0.1:{port}{path}"
    request = urllib.request.Request(url, data=data, method=method, headers={"Authorization": LOGIN, **headers})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return opener.open(request, timeout=10)


def push(port, repository, tags):
    raw = {"Content-Type": "application/octet-stream"}
    for image in {id(one): one for one in tags.values()}.values():
        for digest, blob in image.blobs.items():
            where = ask(port, "POST", f"/v2/{repository}/blobs/uploads/", b"", **raw).headers["Location"]
            ask(port, "PUT", f"{where}{'&' if '?' in where else '?'}digest={digest}", blob, **raw)
        for digest, (media_type, data) in image.manifests.items():
            if digest != image.digest:
                ask(port, "PUT", f"/v2/{repository}/manifests/{digest}", data, **{"Content-Type": media_type})
    for tag, image in tags.items():
        ask(port, "PUT", f"/v2/{repository}/manifests/{tag}", image.index, **{"Content-Type": images.INDEX})


def wait(port):
    for _ in range(200):
        try:
            return ask(port, "GET", "/v2/")
        except OSError:
            time.sleep(0.05)
    sys.exit("docker-registry does not answer")


def main():
    directory = pathlib.Path(sys.argv[1]).resolve()
    program = shutil.which("docker-registry", path=os.environ.get("PATH", "") + ":/usr/bin:/usr/sbin")
    if program is None:
        sys.exit("docker-registry is not installed")
    subprocess.run(["htpasswd", "-Bbc", "-C", "4", directory / "htpasswd", "ann", "correct horse"], check=True,
                   stderr=subprocess.DEVNULL)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (directory / "config.yml").write_text(CONFIG.format(directory, port))
    registry = subprocess.Popen([program, "serve", directory / "config.yml"], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)
    try:
        wait(port)
        push(port, "team/base", images.team_base())
        print(port, flush=True)
        sys.stdin.read()
    finally:
        registry.terminate()
        registry.wait()


main()
