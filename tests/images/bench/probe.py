"""What a user may write in the root of a container: tried and listed by a process that becomes that user in that root."""
import json
import os
import stat
import sys

TRIED = ("usr/bin", "usr/lib", "etc", "")
FOR_ALL = ("/proc", "/sys", "/dev", "/tmp", "/var/tmp", "/run/lock", "/var/lock", "/var/mail")


def try_to_write(directory):
    path = os.path.join("/", directory, "dockhone-was-here")
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    except OSError:
        return False
    os.unlink(path)
    return True


def writable(top="/"):
    """The topmost directories, and files outside of those, that this process may write, but for what is there for everybody."""
    found, waiting = [], [top]
    while waiting:
        directory = waiting.pop()
        try:
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            mode = entry.stat(follow_symlinks=False).st_mode
            if entry.path in FOR_ALL or not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
                continue
            if os.access(entry.path, os.W_OK, effective_ids=True):
                found.append(entry.path)
            elif stat.S_ISDIR(mode):
                waiting.append(entry.path)
    return sorted(found)


def home_of(uid):
    try:
        with open("/etc/passwd") as lines:
            return next(words[5] for words in (line.rstrip("\n").split(":") for line in lines) if words[2] == str(uid))
    except (OSError, IndexError, StopIteration):
        return ""


def as_user(root, uid, gid, groups):
    """In a process of its own: the directories of TRIED that it could write, what is writable, its home."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.chroot(root)
            os.chdir("/")
            os.setgroups(groups)
            os.setgid(gid)
            os.setuid(uid)
            result = {"tried": [f"/{name}" for name in TRIED if try_to_write(name)], "writable": writable(), "home": home_of(uid)}
            os.write(writer, json.dumps(result).encode()[:60000])
            os._exit(0)
        except OSError as error:
            print(f"probe: {error}", file=sys.stderr)
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader) as stream:
        text = stream.read()
    os.waitpid(child, 0)
    return json.loads(text)


def ids_of(pid):
    """User, group and further groups that a process runs with."""
    with open(f"/proc/{pid}/status") as lines:
        fields = dict(line.rstrip("\n").split(":\t", 1) for line in lines if ":\t" in line)
    return int(fields["Uid"].split()[1]), int(fields["Gid"].split()[1]), [int(word) for word in fields["Groups"].split()]
