"""An independent text search for the places that a pass is made for, and what the pass made of them.

It knows nothing of dockhone's parser: lines, continuations and regular expressions, that is all.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import tempfile

# The least share of places that has to be changed, by pass.
BARS = {"add-to-copy": 0.70, "clean-caches": 0.70, "exec-form": 0.70, "install-hygiene": 0.70, "lean-install": 0.70, "sort-packages": 0.70}


def logical_lines(text):
    """(first line, last line, keyword in capitals, rest) of each instruction; here-documents are skipped."""
    lines = text.split("\n")
    # A directive is a comment before anything else; only its first word matters.
    escape = "`" if re.match(r"(?:#[^\n]*\n)*#\s*escape\s*=\s*`", text, re.I) else "\\"
    number = 0
    while number < len(lines):
        first = number
        joined, going = "", True
        while going and number < len(lines):
            line = lines[number].rstrip("\r \t")
            number += 1
            if joined and (not line.strip() or line.lstrip().startswith("#")):
                continue
            if not joined and (not line.strip() or line.lstrip().startswith("#")):
                break
            going = line.endswith(escape)
            joined += line[:-1] + "\n" if going else line
        match = re.match(r"\s*([A-Za-z]+)\s+(.*)", joined, re.S)
        if not match:
            continue
        keyword, rest = match.group(1).upper(), match.group(2).strip()
        if keyword in ("RUN", "COPY", "ADD"):
            for mark, name in re.findall(r"<<(-?)[\"']?([A-Za-z_]\w*)[\"']?", rest):
                while number < len(lines) and (lines[number].lstrip("\t") if mark else lines[number]).rstrip("\r") != name:
                    number += 1
                number += 1
        yield first + 1, number, keyword, rest


def without_flags(rest):
    return re.sub(r"^(?:--\S+\s+)+", "", rest)


def add_places(instructions):
    """ADDs of what is on the own disk and not named as an archive."""
    for first, last, keyword, rest in instructions:
        if keyword == "ONBUILD" and re.match(r"ADD\s", rest, re.I):
            rest = rest[3:].strip()
        elif keyword != "ADD":
            continue
        rest = without_flags(rest)
        words = re.findall(r'"([^"]*)"', rest) if rest.startswith("[") else rest.split()
        if len(words) < 2:
            continue
        remote = r"^[\"']?(https?|ftp|git|ssh)://|^git@|\.git$"
        archive = r"\.(tar|tgz|tbz2?|txz|gz|bz2|xz|zst|lzma|Z)[\"']?/?$"
        if not any(re.search(remote, w) or re.search(archive, w, re.I) for w in words[:-1]):
            yield first, last


def exec_places(instructions):
    """The last shell-form CMD and ENTRYPOINT of each stage that looks like a single command."""
    latest = {}
    found = []
    for first, last, keyword, rest in instructions:
        if keyword == "FROM":
            found += latest.values()
            latest = {}
        elif keyword in ("CMD", "ENTRYPOINT"):
            latest.pop(keyword, None)
            if rest and not re.search(r"[&|;<>()`]", rest) and not re.match(r"\[", rest):
                latest[keyword] = (first, last)
    return found + list(latest.values())


def cd_places(instructions):
    """RUNs that begin with `cd DIRECTORY &&` as the RUN before or behind them does, but for metadata between."""
    same, directory = [], None
    for first, last, keyword, rest in instructions + [(0, 0, "FROM", "")]:
        cd = re.match(r"cd\s+([^\s;&|]+)\s*&&", without_flags(rest)) if keyword == "RUN" else None
        if keyword in ("LABEL", "EXPOSE", "CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL", "MAINTAINER"):
            continue
        if cd is None or cd.group(1) != directory:
            yield from same if len(same) > 1 else []
            same, directory = [], cd and cd.group(1)
        if cd is not None:
            same.append((first, last))


def relative_places(instructions):
    for first, last, keyword, rest in instructions:
        if keyword == "WORKDIR" and not re.match(r"[\"']?(/|\$|[A-Za-z]:)", rest):
            yield first, last


def calls(rest, program, verb):
    """What stands behind the verb, and the whole call, for each call that a RUN seems to make."""
    for segment in re.split(r"&&|\|\||[;|]", without_flags(rest)):
        found = re.search(rf"(?:^|[\s(])(?:\S*/)?(?:{program})(?:\s+-\S+)*\s+(?:{verb})\b(.*)", segment, re.S)
        if found and not re.match(r"\s*(echo|printf|#|:)\s", segment) and not rest.startswith("["):
            yield found.group(1), segment


def runs_with(program, verb, without, operand=True):
    """RUNs with a call that lacks an option."""
    def search(instructions):
        for first, last, keyword, rest in instructions:
            if keyword != "RUN" or "type=cache" in rest:
                continue
            if any(not re.search(without, segment) and (not operand or re.search(r"(^|\s)[^-\s]", behind))
                   for behind, segment in calls(rest, program, verb)):
                yield first, last
    return search


def apt_places(instructions):
    for first, last, keyword, rest in instructions:
        verbs = "install|update|upgrade|full-upgrade|dist-upgrade|remove|purge|autoremove|clean|autoclean"
        if keyword == "RUN" and any(True for _ in calls(rest, "apt", verbs)):
            yield first, last


def sudo_places(instructions):
    """RUNs that call sudo in stages of official images, which start as root, as long as no USER says otherwise."""
    root = False
    for first, last, keyword, rest in instructions:
        if keyword == "FROM":
            root = re.match(r"(?:--\S+\s+)?(debian|ubuntu|alpine|centos|fedora|python|node|ruby|php|golang|openjdk|buildpack-deps)(:\S*)?(\s|$)",
                            rest) is not None
        elif keyword == "USER":
            root = rest.split(":")[0] in ("root", "0")
        elif keyword == "RUN" and root and re.search(r"(?:^|&&|\|\||[;|])\s*sudo\s", without_flags(rest)):
            yield first, last


def unsorted_places(instructions):
    """RUNs with a package list over several lines that is not in order."""
    for first, last, keyword, rest in instructions:
        if keyword != "RUN":
            continue
        for behind, _ in calls(rest, "apt-get|apt|apk|yum|dnf|microdnf|zypper", "install|add"):
            behind = re.sub(r"\s(-t|--virtual|--repository|-X|--target-release|--enablerepo)[\s=]+\S+", "", re.split(r"\d?>", behind)[0])
            lines = [[w.strip("\"'") for w in line.split() if not w.startswith("-")] for line in behind.strip().split("\n")]
            words = [w for line in lines for w in line]
            if len([line for line in lines if line]) > 1 and words != sorted(words):
                yield first, last
                break


YES = r"\s(-\w*y\w*|-qq\w*|--yes|--assume-yes|--force-yes|--assumeyes)\b"
FETCHES = r"\b(apt-get|apt|apk)\s+(-\S+\s+)*update\b|\b(yum|dnf|microdnf|zypper)\s+(-\S+\s+)*(install|in)\b"
CLEANS = r"/var/lib/apt|/var/cache|\bclean\b|type=cache|--no-cache"


def cache_places(instructions):
    """RUNs of the last stage that fetch lists of packages and clean nothing."""
    found = []
    for first, last, keyword, rest in instructions:
        if keyword == "FROM":
            found = []
        elif keyword == "RUN" and re.search(FETCHES, rest) and not re.search(CLEANS, rest):
            found.append((first, last))
    return found


SYSTEMS = ("debian ubuntu alpine centos fedora rockylinux almalinux oraclelinux amazonlinux python node ruby golang rust php perl openjdk java "
           "eclipse-temurin amazoncorretto maven gradle erlang elixir haskell clojure gcc swift julia pypy r-base buildpack-deps mono groovy jruby "
           "tomcat jetty").split()
BARE_SHELL = r"""(/usr)?(/local)?(/bin/)?(ba|da|a|z|k)?sh(\s+-[a-bd-z-]+)*$"""


def last_command(instructions):
    """(lines, text without JSON) of the one that starts something: ENTRYPOINT before CMD; the lines are those of the later one."""
    latest = {keyword: (first, last, rest) for first, last, keyword, rest in instructions if keyword in ("CMD", "ENTRYPOINT")}
    latest = {k: v for k, v in latest.items() if v[2].strip() not in ("", "[]")}
    if not latest:
        return None
    _, _, rest = latest.get("ENTRYPOINT") or latest["CMD"]
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', rest) if rest.startswith("[") else rest.split()
    place = max(latest.values())
    return (place[0], place[1]), " ".join(words)


def compiling_places(programs, verbs=""):
    """Files of one stage with a process of their own, of which a RUN calls a compiler. The place is all of the file."""
    call = re.compile(rf"(?:[({{!]\s*|(?:sudo|env|time|then|do|else|exec|nice)\s+|\w+=(?:\"[^\"]*\"|'[^']*'|[^\s'\"])*\s+)*(?:\S*/)?(?:{programs})(?![\w.+/=-]){verbs}")

    def search(instructions):
        if sum(keyword == "FROM" for _, _, keyword, _ in instructions) != 1:
            return
        command = last_command(instructions)
        if command is None or re.match(BARE_SHELL, command[1]):
            return
        segments = (segment.strip() for _, _, keyword, rest in instructions if keyword == "RUN"
                    for segment in re.split(r"&&|\|\||[;|&]|\$\(|`|\n\s*(?=#)", without_flags(rest)))
        if any(call.match(segment) for segment in segments):
            yield instructions[0][0], instructions[-1][1]
    return search


GO = ("go", r"\s+(?:-\S+\s+)*(?:build|install)\b")
C = ("gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+|make|gmake|cmake|ninja|configure",)


def root_places(instructions):
    """The command of single-stage files without USER, on known bases, that is more than a shell."""
    keywords = [keyword for _, _, keyword, _ in instructions]
    if keywords.count("FROM") != 1 or "USER" in keywords:
        return
    base = without_flags(next(rest for _, _, keyword, rest in instructions if keyword == "FROM"))
    name = re.match(r"(?:docker\.io/)?(?:library/)?([a-z0-9-]+)(?=[:@\s]|$)", base)
    rhel = re.match(r"registry\.(access\.)?redhat\.com/(rhel|ubi)|redhat/ubi|quay\.io/centos/", base)
    command = last_command(instructions)
    if command is None or not (rhel or (name and name.group(1) in SYSTEMS)) or re.match(BARE_SHELL, command[1]):
        return
    yield command[0]


def plain_root_places(instructions):
    """Of these, those that neither start a script nor expose a port below 1024: what a file tells by itself."""
    ports = [int(port) for _, _, keyword, rest in instructions if keyword == "EXPOSE" for port in re.findall(r"\b(\d{1,5})\b", rest)]
    command = last_command(instructions)
    if any(0 < port < 1024 for port in ports) or command is None or re.search(r"\.(ba)?sh\b|entrypoint|/(run|start|init|boot)\b", command[1]):
        return
    yield from root_places(instructions)


FULL = r"(?:docker\.io/)?(?:library/)?(?:python|node|ruby|perl|rust|golang|openjdk|java|eclipse-temurin)(?::([^@\s]+))?(?:@\S+)?$"


def full_image_places(instructions):
    """The last FROM, where it names a full image of a language, of any version."""
    last = [(first, end, without_flags(rest)) for first, end, keyword, rest in instructions if keyword == "FROM"][-1:]
    for first, end, rest in last:
        image = re.match(FULL, rest.split()[0].strip("\"'")) if rest.split() else None
        if image and not re.search(r"slim|alpine|jre|onbuild|windows|nanoserver", image.group(1) or ""):
            yield first, end


# Passes that run too, because another works on what they leave.
BEFORE = ["install-hygiene", "merge-runs"]
SEARCHES = [("add-to-copy", "add-to-copy", add_places, ""), ("clean-caches", "clean-caches", cache_places, ""), ("exec-form", "exec-form", exec_places, ""),
            ("workdir", "workdir: repeated cd", cd_places, ""), ("workdir", "workdir: relative", relative_places, ""),
            ("install-hygiene", "install-hygiene: apt", apt_places, "apt-get instead of apt"),
            ("install-hygiene", "install-hygiene: no -y", runs_with("apt-get", "install", YES), "add -y"),
            ("install-hygiene", "install-hygiene: sudo as root", sudo_places, "without sudo"),
            ("lean-install", "lean-install: apt", runs_with("apt-get|apt", "install", "install-recommends"), "--no-install-recommends"),
            ("lean-install", "lean-install: apk", runs_with("apk", "add", "--no-cache"), "--no-cache"),
            ("lean-install", "lean-install: pip", runs_with(r"pip[0-9.]*", "install", "--no-cache-dir", False), "--no-cache-dir"),
            ("split-stages", "split-stages: go build, go install", compiling_places(*GO), ""),
            ("split-stages", "split-stages: C and C++", compiling_places(*C), ""),
            ("nonroot-user", "nonroot-user", root_places, ""),
            ("nonroot-user", "nonroot-user: no script, no low port", plain_root_places, ""),
            ("slim-base", "slim-base", full_image_places, ""),
            ("slim-base", "slim-base: suggestions too", full_image_places, ""),
            ("sort-packages", "sort-packages", unsorted_places, "")]


def outcome(report, name, place, word):
    """What the pass said of the lines of one place; a change counts when its sentence holds the word."""
    def overlaps(entry):
        return entry["pass"] == name and entry["lines"][0] <= place[1] and entry["lines"][1] >= place[0]

    if any(overlaps(change) and word in change["what"] for change in report["changes"]):
        return "changed"
    reasons = sorted({declined["reason"] for declined in report["declined"] if overlaps(declined)})
    return reasons[0] if reasons else "no word"


def cleaned_when_merged(report, place, text):
    """The RUN became one with others that clean already: no place for the pass."""
    lines = text.split("\n")
    return any(change["pass"] == "merge-runs" and change["lines"][0] <= place[0] and change["lines"][1] >= place[1]
               and re.search(CLEANS, "\n".join(lines[change["lines"][0] - 1:change["lines"][1]])) for change in report["changes"])


def reports_of(root, binary, passes, risk):
    with tempfile.NamedTemporaryFile() as config:  # an empty one: the defaults
        done = subprocess.run([str(binary), "optimize", "--dry-run", "--format", "json", "--passes", passes, "--risk", risk,
                               "--config", config.name, str(root)], capture_output=True)
    return {os.path.realpath(os.path.join(root, report["path"])): report for report in json.loads(done.stdout)["files"]}


def check(copies, root, binary, bar, show=0):
    """Prints a table for each search; `bar(name, value, minimum)` judges the shares."""
    known = subprocess.run([str(binary), "passes"], capture_output=True, text=True).stdout.split()
    passes = ",".join(sorted({name for name in BEFORE + [name for name, _, _, _ in SEARCHES] if name in known}))
    reports = reports_of(root, binary, passes, "review")
    suggestions = reports_of(root, binary, "slim-base", "suggest")
    counts = collections.defaultdict(collections.Counter)
    unheard = collections.defaultdict(list)
    for copy in copies:
        report = reports.get(os.path.realpath(copy))
        if report is None or report["status"] == "failed":
            continue
        text = pathlib.Path(copy).read_bytes().decode("utf-8", "replace")
        instructions = list(logical_lines(text))
        for name, title, search, word in SEARCHES:
            for place in search(instructions):
                asked = suggestions[os.path.realpath(copy)] if title.endswith("suggestions too") else report
                said = outcome(asked, name, place, word)
                if said == "no word" and name == "clean-caches" and cleaned_when_merged(report, place, text):
                    continue
                counts[title][said] += 1
                unheard[title, said].append((copy, place, text))
    for name, title, _, _ in SEARCHES:
        total = sum(counts[title].values())
        print(f"{title}: {total} places")
        for said, count in counts[title].most_common():
            print(f"  {said}: {count} = {count / max(1, total):.1%}")
            for _, place, text in unheard[title, said][:show]:
                print("      " + " / ".join(text.split("\n")[place[0] - 1:place[1]])[:200])
        changed = counts[title]["changed"] / max(1, total)
        if name in BARS:
            bar(f"{title}: places changed", changed, BARS[name])
        elif title == "nonroot-user: no script, no low port":
            bar(f"{title}: places changed", changed, 0.40)
        elif title == "slim-base: suggestions too":
            bar(f"{title}: places changed", changed, 0.40)
        elif title == "workdir: relative":
            bar(f"{title}: places changed", changed, 0.70)
        elif title == "workdir: repeated cd":
            bar(f"{title}: places changed", changed, 0.30)
