"""Base images without any hub: Debian by debootstrap, the others by recipes on top, under the names that FROM lines use."""
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import yaml

from . import Stop

HERE = pathlib.Path(__file__).resolve().parent.parent
SOURCES = pathlib.Path("/etc/apt")

# As the hub's images of Debian: nothing that apt downloads stays, and no translations.
APT = """DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Acquire::Languages "none";
Acquire::GzipIndexes "true";
Apt::AutoRemove::SuggestsImportant "false";
"""
SLIM = ["doc", "groff", "info", "linda", "lintian", "locale", "man"]


def own_release():
    release = pathlib.Path("/etc/os-release").read_text()
    return re.search(r"^VERSION_CODENAME=(\w+)", release, re.M)[1] if re.search(r"^ID=debian$", release, re.M) else None


def own_sources():
    """(texts of this machine's sources for Debian itself, address of the first): as one-line entries or stanzas."""
    release, found, mirror = own_release(), [], None
    if release is None:
        return found, mirror
    for file in [SOURCES / "sources.list", *sorted((SOURCES / "sources.list.d").glob("*"))]:
        if not file.is_file() or file.suffix not in (".list", ".sources"):
            continue
        parts = file.read_text().splitlines() if file.suffix == ".list" else re.split(r"\n\s*\n", file.read_text())
        for part in parts:
            lines = [line for line in part.splitlines() if line.strip() and not line.startswith("#")]
            if not any(re.search(rf"\b{release}\b", line) for line in lines):
                continue
            found.append((file.suffix, "\n".join(lines)))
            address = re.search(r"\b[a-z+]+:[^\s]+", part if file.suffix == ".list" else next(x for x in lines if x.startswith("URIs")).split(None, 1)[1])
            mirror = mirror or address[0]
    return found, mirror


def write_sources(root, codename):
    found, _ = own_sources()
    if not found:
        return  # what debootstrap has written stays
    (root / "etc/apt/sources.list").unlink(missing_ok=True)
    for suffix, joint in ((".list", "\n"), (".sources", "\n\n")):
        texts = [re.sub(rf"\b{own_release()}\b", codename, text) for kind, text in found if kind == suffix]
        if texts:
            (root / f"etc/apt/sources.list.d/debian{suffix}").write_text(joint.join(texts) + "\n")


class Bases:
    def __init__(self, builder, dockhone):
        self.builder, self.dockhone = builder, dockhone
        self.recipes = yaml.safe_load((HERE / "bases.yaml").read_text())

    def provide(self, dockerfile):
        """Makes sure that every image that a FROM of the file names is there."""
        parsed = json.loads(subprocess.run([self.dockhone, "parse", "--json", dockerfile], capture_output=True, check=True).stdout)
        for stage in parsed["stages"]:
            base = stage["base"]
            if base["kind"] == "image":
                self.provide_image(base)

    def provide_image(self, base):
        repository, tag = base["repository"].removeprefix("library/"), base["tag"] or "latest"
        if base["registry"] or base["digest"] or repository not in self.recipes:
            raise Stop(f"no recipe for the base image {base['expanded']}; tests/images/bases.yaml has "
                             + ", ".join(self.recipes))
        codename, slim = self.release(repository, tag)
        self.builder.docker("tag", self.image(repository, codename, slim), f"{repository}:{tag}")

    def release(self, repository, tag):
        """The Debian release that a tag stands for, and whether it is a slim variant: as dockhone's catalog says."""
        shown = subprocess.run([self.dockhone, "catalog", "show", repository], capture_output=True, text=True, check=True).stdout
        for block in shown.split("\n\n"):
            tags, variant = re.search(r"^  tags +(.*)", block, re.M), re.search(r"^  variant (\S+), (\w+)", block, re.M)
            if tags and variant and tag in tags[1].split():
                return variant[2], variant[1] == "slim"
        raise Stop(f"the catalog does not say which Debian {repository}:{tag} is")

    def image(self, name, codename, slim):
        """The name of our own image, which is made where it is not there yet, or was made by another recipe."""
        name, slim = (name.removesuffix("-slim"), True) if name.endswith("-slim") else (name, slim)
        recipe, base = self.recipes[name], None
        if name != "debian":
            if slim and "slim-from" not in recipe:
                raise Stop(f"no recipe for a slim {name}")
            base = self.image(recipe["slim-from" if slim else "from"], codename, False)
        repository = f"dockhone-bench/{name}-{codename}{'-slim' if slim else ''}"
        ours = f"{repository}:{digest(base, recipe, *recipe_texts(name))}"
        if self.builder.has(ours):
            return ours
        for old in self.builder.docker("images", "--format={{.Repository}}:{{.Tag}}", repository).split():
            self.builder.docker("rmi", "-f", old)
        print(f"making {repository}", flush=True)
        if base is None:
            self.import_debian(codename, ours.rsplit(":", 1)[1])
            return ours
        with tempfile.TemporaryDirectory() as context:
            self.fill_context(pathlib.Path(context), name, recipe)
            self.builder.build(context, HERE / f"bases/{name}.Dockerfile", ours, "--build-arg", f"BASE={base}")
        return ours

    def fill_context(self, context, name, recipe):
        for file in (HERE / "bases").glob(f"{name}-*.sh"):
            shutil.copy(file, context / file.name.removeprefix(f"{name}-"))
        if "npm" not in recipe:
            return
        if not shutil.which("npm"):
            raise Stop("npm is missing; `apt-get install npm` has it")
        for package in recipe["npm"]:
            archive = subprocess.run(["npm", "pack", "--silent", package], cwd=context, check=True, capture_output=True, text=True).stdout.split()[-1]
            directory = context / package.split("-")[0]
            directory.mkdir()
            subprocess.run(["tar", "-xzf", context / archive, "-C", directory, "--strip-components=1"], check=True)
            (context / archive).unlink()
        npmrc = f"registry={npm_config('registry')}\n"
        certificates = pathlib.Path(npm_config("cafile"))
        if certificates.is_file():
            shutil.copy(certificates, context / "npm-ca.crt")
            npmrc += "cafile=/usr/local/etc/npm-ca.crt\n"
        (context / "npmrc").write_text(npmrc)

    def import_debian(self, codename, tag):
        with tempfile.TemporaryDirectory(dir=self.builder.state) as place:
            root = pathlib.Path(place) / "root"
            _, mirror = own_sources()
            done = subprocess.run(["debootstrap", "--variant=minbase", codename, root, *([mirror] if mirror else [])],
                                  capture_output=True, text=True)
            if done.returncode != 0:
                raise Stop("debootstrap failed\n" + done.stdout[-1500:] + done.stderr[-500:])
            write_sources(root, codename)
            for directory in ("var/lib/apt/lists", "var/cache/apt/archives"):
                shutil.rmtree(root / directory)
                (root / directory / "partial").mkdir(parents=True)
            (root / "etc/apt/apt.conf.d/docker").write_text(APT)
            for name in ("etc/hostname", "etc/resolv.conf"):
                (root / name).unlink(missing_ok=True)
            self.pack(root, f"dockhone-bench/debian-{codename}:{tag}")
            make_slim(root)
            self.pack(root, f"dockhone-bench/debian-{codename}-slim:{tag}")

    def pack(self, root, name):
        tar = subprocess.Popen(["tar", "-C", root, "--numeric-owner", "-c", "."], stdout=subprocess.PIPE)
        self.builder.docker("import", "-c", 'CMD ["bash"]', "-", name, stdin=tar.stdout)
        if tar.wait() != 0:
            raise Stop("tar failed")


def npm_config(key):
    """How this machine's npm reaches its registry, which is how the image's has to."""
    shown = subprocess.run(["npm", "config", "get", key], check=True, capture_output=True, text=True).stdout.split()
    return shown[-1] if shown else "null"


def recipe_texts(name):
    if name == "debian":
        return APT, " ".join(SLIM), repr(own_sources())
    return [file.read_text() for file in sorted((HERE / "bases").glob(f"{name}[.-]*"))]


def digest(*parts):
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]


def make_slim(root):
    """No documentation, no translations: neither now nor from packages that are installed later. Copyrights stay."""
    excluded = [f"path-exclude /usr/share/{name}/*" for name in SLIM] + ["path-include /usr/share/doc/*/copyright"]
    (root / "etc/dpkg/dpkg.cfg.d/docker").write_text("\n".join(excluded) + "\n")
    for name in SLIM:
        for path in sorted((root / "usr/share" / name).rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.name != "copyright":
                path.unlink()
