"""Images as a registry holds them, made up from little: manifests, indexes and config blobs with their digests."""
import hashlib
import json

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def encoded(value):
    return json.dumps(value, sort_keys=True).encode()


class Image:
    """An index of two platforms. `what` makes its digests its own."""

    def __init__(self, what, **config):
        self.blobs = {}
        manifests = []
        for architecture in ("arm64", "amd64"):
            blob = encoded({"architecture": architecture, "os": "linux", "comment": what,
                            "config": {**config, "Labels": {"architecture": architecture}},
                            "rootfs": {"type": "layers", "diff_ids": []}})
            self.blobs[digest(blob)] = blob
            manifest = encoded({"schemaVersion": 2, "mediaType": MANIFEST, "layers": [],
                                "config": {"mediaType": CONFIG, "digest": digest(blob), "size": len(blob)}})
            manifests.append((architecture, manifest))
        self.manifests = {digest(data): (MANIFEST, data) for _, data in manifests}
        self.index = encoded({"schemaVersion": 2, "mediaType": INDEX, "manifests": [
            {"mediaType": MANIFEST, "digest": digest(data), "size": len(data),
             "platform": {"os": "linux", "architecture": architecture}} for architecture, data in manifests]})
        self.digest = digest(self.index)
        self.manifests[self.digest] = (INDEX, self.index)


SERVICE = {"User": "1000:1000", "WorkingDir": "/srv", "ExposedPorts": {"8080/tcp": {}},
           "Entrypoint": ["/bin/serve"], "Cmd": ["--all"], "Env": ["PATH=/bin", "MODE=a=b"]}


def team_base():
    """Tags on few digests, as a project that releases would leave them."""
    new, slim, old, other = (Image("4.2.1", **SERVICE), Image("4.2.1-slim"), Image("4.1.0"), Image("rc"))
    triggers = Image("onbuild", OnBuild=["USER app"], User="root")
    tags = {"4.1.0": old, "4.1": old, "4.1.0-bookworm": old, "4.2.1-bullseye": old,
            "4.2.1": new, "4.2": new, "4": new, "latest": new, "4.2.1-bookworm": new, "bookworm": new,
            "4.2.1-slim": slim, "4.2.1-slim-bookworm": slim, "slim": slim, "4.2-slim": slim,
            "4.3.0-rc1": other, "edge": other, "1a2b3c4": new, "20250101": old,
            "onbuild": triggers}
    return tags
