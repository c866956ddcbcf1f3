"""The table of docs/measurements.md."""
import pathlib
import re

from . import Stop

HEAD = ("| application | size, MB | less | layers | cold build, s | rebuild, s | runs as | any user id | may write |\n"
        "|---|---|---|---|---|---|---|---|---|\n")
BLOCK = re.compile(r"(<!-- bench-images -->\n).*?(<!-- end -->)", re.S)


def both(sides, show):
    before, after = show(sides["original"]), show(sides["optimized"])
    return f"{before} → {after}"


def row(result):
    sides = result.sides
    if len(sides) < 2:
        return f"| {result.name} | not measured: {result.wrong[0].splitlines()[0]} |||||||\n"
    less = 1 - sides["optimized"].size / sides["original"].size
    after = sides["optimized"].seen
    cells = [
        result.name,
        both(sides, lambda side: f"{side.size / 1e6:.1f}"),
        f"{less:.0%}",
        both(sides, lambda side: side.layers),
        both(sides, lambda side: f"{side.cold:.0f}"),
        both(sides, lambda side: f"{side.rebuild:.1f}"),
        both(sides, lambda side: side.seen.uid),
        both(sides, lambda side: "no" if side.seen.any_user else "yes"),
        "everything" if after.uid == 0 else " ".join(f"`{path}`" for path in after.writable) or "nothing",
    ]
    return "| " + " | ".join(map(str, cells)) + " |\n"


def table(results):
    return HEAD + "".join(row(result) for result in results)


def write_into(file, text):
    page = pathlib.Path(file)
    old = page.read_text()
    if not BLOCK.search(old):
        raise Stop(f"{file} has no block <!-- bench-images --> ... <!-- end -->")
    page.write_text(BLOCK.sub(lambda found: found[1] + "\n" + text + "\n" + found[2], old))
