#!/bin/bash
# Hostile inputs against the real program: exit status, message, input intact, memory, no hang.
# Usage: hostile.sh PROGRAM
set -u
program=$(readlink -f "${1:?usage: hostile.sh PROGRAM}")
work=$(mktemp -d /tmp/dockhone-hostile-XXXXXX)
mounted=
cleanup() {
  [ -n "$mounted" ] && umount "$mounted"
  chmod -R u+rwX "$work"
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work" || exit 1
export HOME=$work
unset XDG_CONFIG_HOME DOCKHONE_RISK DOCKHONE_CONFIG NO_COLOR
failures=0
checks=0
limit_kib=$((200 * 1024))
if [ -n "${DOCKHONE_SANITIZED:-}" ]; then limit_kib=$((4 * 1024 * 1024)); fi

fail() {
  failures=$((failures + 1))
  printf 'FAILED: %s\n' "$1" >&2
  head -c 600 out err >&2
}

# check NAME STATUS MESSAGE COMMAND...: exit status, text on standard error (fixed string, "" for any), memory, time.
check() {
  local name=$1 status=$2 message=$3
  shift 3
  checks=$((checks + 1))
  /usr/bin/time -o usage -f '%M' timeout 60 "$@" >out 2>err </dev/null
  local got=$?
  local used
  used=$(tail -n 1 usage)
  [ "$got" = "$status" ] || fail "$name: exit status $got, not $status"
  [ -z "$message" ] || grep -qF -- "$message" err || fail "$name: no \"$message\" on standard error"
  [ "$used" -lt "$limit_kib" ] || fail "$name: $used KiB of memory"
  if grep -qP '[\x00-\x08\x0b-\x1f\x7f]' out err; then fail "$name: control characters in the output"; fi
  if grep -qF $'\u202e' out err; then fail "$name: U+202E in the output"; fi
  if ls -A | grep -q '^\.dockhone-'; then fail "$name: temporary file left"; rm -f .dockhone-*; fi
}

# intact NAME FILE SUM
intact() { [ "$(sha256sum <"$2")" = "$3" ] || fail "$1: input changed"; }
sum() { sha256sum <"$1"; }
# As somebody without rights, where this is root.
nobody=()
if [ "$(id -u)" = 0 ]; then nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
changing() { printf 'FROM scratch\nMAINTAINER joe\n'; }

# Size and shape
python3 - <<'PY'
with open("long-line", "wb") as f:
    f.write(b"FROM scratch\nRUN ")
    for _ in range(100): f.write(b"x" * (1 << 20))
    f.write(b"\n")
open("line-15m", "wb").write(b"FROM scratch\nRUN " + b"x" * (15 << 20) + b"\n")
open("continuations", "wb").write(b"FROM scratch\nRUN a" + b" \\\n b" * 1000000 + b"\n")
open("nested", "wb").write(b"FROM scratch\nRUN echo " + b"$(" * 10000 + b"x" + b")" * 10000 + b"\n")
open("nested-open", "wb").write(b"FROM scratch\nRUN echo " + b"$(" * 10000 + b"\n")
open("parentheses", "wb").write(b"FROM scratch\nRUN " + b"(" * 100000 + b"\n")
open("backquotes", "wb").write(b"FROM scratch\nRUN " + b"`" * 100000 + b"\n")
open("json", "wb").write(b"FROM scratch\nRUN " + b"[" * 100000 + b"\n")
open("braces", "wb").write(b"FROM scratch\nENV A=" + b"${A:-" * 100000 + b"\n")
open("nul", "wb").write(b"FROM scratch\nRUN a\0b\n\0\nMAINTAINER j\0oe\n")
open("only-nul", "wb").write(b"\0" * 100000)
open("escapes", "wb").write("FROM scratch\n# \x1b]0;owned\x07 \u202e txet\nMAINTAINER j\x1b[31m\u202ee\n".encode())
open("bad-escapes", "wb").write("FROM scratch\n\x1b[2J\u202eRUNN x\n".encode())
open("stages", "wb").write(b"".join(b"FROM scratch AS s%d\n" % i for i in range(20000)))
open("runs", "wb").write(b"FROM debian:12\n" + b"RUN true\n" * 20000)
open("envs", "wb").write(b"FROM scratch\n" + b"".join(b"ENV A%d b\n" % i for i in range(5000)))
open("heredocs", "wb").write(b"FROM scratch\nRUN " + b"<<E " * 20000 + b"\nE\n")
open("comments", "wb").write(b"#\n" * 1000000 + b"FROM scratch\n")
open("cr", "wb").write(b"FROM scratch\r" * 100000)
open("blank", "wb").write(b"\n" * (8 << 20))
PY
check "100 MB line" 2 "larger than 16 MiB" "$program" optimize long-line
check "100 MB on standard input" 2 "larger than 16 MiB" bash -c "'$program' optimize - <long-line"
check "endless standard input" 2 "larger than 16 MiB" bash -c "yes | '$program' optimize -"
for name in line-15m continuations nested nested-open parentheses backquotes json braces nul only-nul stages runs envs \
  heredocs comments cr blank; do
  before=$(sum $name)
  checks=$((checks + 1))
  for command in "optimize -n -q" "optimize --check -q" "optimize -n --format json" "parse"; do
    # shellcheck disable=SC2086
    /usr/bin/time -o usage -f '%M' timeout 60 "$program" $command $name >out 2>err </dev/null
    status=$?
    case $status in 0 | 1 | 4) ;; *) fail "$name: $command: exit status $status" ;; esac
    used=$(tail -n 1 usage)
    [ "$used" -lt "$limit_kib" ] || fail "$name: $command: $used KiB of memory"
  done
  intact $name $name "$before"
done
check "escapes in a Dockerfile" 0 "" "$program" optimize -n --color never escapes
check "escapes as JSON" 0 "" "$program" optimize -n --format json escapes
check "escapes in the tree" 0 "" "$program" parse escapes
check "escapes in a line that does not parse" 4 'bad-escapes:2:' "$program" optimize bad-escapes
mkdir $'d\e[2J\u202e'
changing >$'d\e[2J\u202e/Dockerfile'
printf 'FROM a\nRUNN\n' >$'d\e[2J\u202e/Dockerfile.bad'
check "escapes in a file name" 4 '\x1b[2J\u{202e}' "$program" optimize --color never $'d\e[2J\u202e'
check "escapes in a missing name" 2 '\x1b[2J' "$program" optimize $'\e[2J'
check "escapes in an option" 2 '\x1b[2J' "$program" optimize --passes $'\e[2J'
check "escapes in a command" 2 '\x1b[2J' "$program" $'\e[2J'

# What is no regular file
mkdir empty
check "directory without Dockerfiles" 0 "no Dockerfile in empty" "$program" optimize empty
check "directory as FILE of parse" 2 "is a directory" "$program" parse empty
mkfifo fifo
check "FIFO" 2 "is a FIFO" "$program" optimize fifo
mkdir fifos && mkfifo fifos/Dockerfile
check "FIFO in a directory" 0 "" "$program" optimize fifos
check "FIFO without a reader as output" 2 "cannot write" bash -c "printf 'FROM a\n' >in && '$program' optimize -o fifo in"
check "device" 2 "is a device" "$program" optimize /dev/zero
check "terminal" 2 "" "$program" optimize /dev/tty
ln -s loop loop
check "symbolic link to itself" 2 "cannot read" "$program" optimize loop
check "no such file" 2 "no such file" "$program" optimize missing
mkdir cycle && ln -s . cycle/again && changing >cycle/Dockerfile
check "directory cycle" 1 "" "$program" optimize --check cycle
deep=deep
for _ in $(seq 200); do deep=$deep/d; done
mkdir -p $deep && changing >$deep/Dockerfile
check "200 directories deep" 1 "" "$program" optimize --check deep

# Permissions
mkdir -m 755 open && changing >open/Dockerfile && chmod 000 open/Dockerfile
chmod 755 "$work"
check "no permission to read" 2 "ermission denied" "${nobody[@]}" "$program" optimize open/Dockerfile
mkdir -m 000 closed
check "no permission to search" 2 "ermission denied" "${nobody[@]}" "$program" optimize closed
mkdir -m 755 fixed && changing >fixed/Dockerfile && chmod 644 fixed/Dockerfile
[ "$(id -u)" = 0 ] || chmod 555 fixed
before=$(sum fixed/Dockerfile)
check "outputs where nothing may be written" 2 "cannot write" "${nobody[@]}" "$program" optimize fixed/Dockerfile
check "-w where nothing may be written" 2 "not writable" "${nobody[@]}" "$program" optimize -w fixed/Dockerfile
mkdir -m 777 shared && changing >shared/Dockerfile && chmod 666 shared/Dockerfile
if [ "$(id -u)" = 0 ]; then
  check "-w where the owner cannot be kept" 2 "owner cannot be kept" "${nobody[@]}" "$program" optimize -w shared/Dockerfile
  intact "-w where the owner cannot be kept" shared/Dockerfile "$before"
  chown 1234:1234 shared/Dockerfile
  check "-w keeps a foreign owner" 0 "" "$program" optimize -w shared/Dockerfile
  [ "$(stat -c %u:%g:%a shared/Dockerfile)" = 1234:1234:666 ] || fail "-w: owner or mode not kept"
fi
intact "fixed" fixed/Dockerfile "$before"

# Rewriting in place
changing >outside-file
mkdir -p tree/sub && ln -s ../outside-file tree/Dockerfile
check "-w on a link out of the tree" 2 "outside" "$program" optimize -w tree
intact "-w on a link out of the tree" outside-file "$before"
mkdir hard && changing >hard/Dockerfile && ln hard/Dockerfile hard/other
check "-w on a hard link" 2 "hard links" "$program" optimize -w hard/Dockerfile
intact "-w on a hard link" hard/other "$before"
mkdir read-only && changing >read-only/Dockerfile && chmod 444 read-only/Dockerfile
check "-w on a read-only file" 2 "not writable" "$program" optimize -w read-only/Dockerfile
intact "-w on a read-only file" read-only/Dockerfile "$before"
mkdir planted && changing >planted/Dockerfile && ln -s ../outside-file planted/Dockerfile.optimized
check "an output that is a link" 0 "" "$program" optimize planted/Dockerfile

# Full disk
mkdir limited && changing >limited/Dockerfile
for how in "" "-w" "-o limited/result"; do
  # shellcheck disable=SC2086
  check "file size limit, $how" 2 "cannot write" bash -c "(ulimit -f 0; '$program' optimize $how limited/Dockerfile 2>&1 >/dev/null) | cat >&2; exit \${PIPESTATUS[0]}"
  intact "file size limit, $how" limited/Dockerfile "$before"
  [ "$(ls -A limited)" = Dockerfile ] || fail "file size limit, $how: left $(ls -A limited)"
done
mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null; then
  mounted=$work/disk
  changing >disk/Dockerfile
  dd if=/dev/zero of=disk/fill bs=4k 2>/dev/null
  for how in "" "-w" "-o disk/result"; do
    # shellcheck disable=SC2086
    check "full disk, $how" 2 "No space left on device" "$program" optimize $how disk/Dockerfile
    intact "full disk, $how" disk/Dockerfile "$before"
    [ "$(ls -A disk | tr '\n' ' ')" = "Dockerfile fill " ] || fail "full disk, $how: left $(ls -A disk)"
  done
else
  echo "skipped: full disk, no tmpfs can be mounted here (the file size limit stands for it)"
fi
check "full standard output" 2 "No space left on device" bash -c "'$program' optimize -n limited/Dockerfile >/dev/full"

# Configuration
mkdir config && changing >config/Dockerfile
python3 - <<'PY'
import os
cases = {
    "deep": b"[" * 100000, "deep-map": b"{a: " * 50000, "nul": b"risk: \0\n", "binary": os.urandom(4096),
    "huge": b"#" * (100 << 20), "quote": b"a: '" + b"x" * 100000, "anchors": b"".join(b"&a%d " % i for i in range(20000)),
    "bomb": b"a0: &a0 [x,x,x,x]\n" + b"".join(b"a%d: &a%d [*a%d,*a%d,*a%d]\n" % (i, i, i - 1, i - 1, i - 1) for i in range(1, 2000)),
    "keys": b"catalog:\n" + b"".join(b"  r.io/a%d: {latest: '1.%d'}\n" % (i, i) for i in range(6000)) + b"x: 1\n",
    "question": b"? " * 50000, "dash": b"- " * 50000, "colon": b"a: b: c\n", "tab": b"\ta: b\n", "tag": b"!<" + b"x" * 100000,
    "block": b"a: |\n" + b" x\n" * 50000, "escapes": "'\x1b[2J\u202e': 1\n".encode(),
}
for name, text in cases.items():
    open("config/" + name + ".yaml", "wb").write(text)
PY
for name in deep deep-map nul binary huge quote anchors bomb keys question dash colon tab tag block escapes; do
  check "configuration: $name" 2 "error: " "$program" optimize --check --config config/$name.yaml config/Dockerfile
done
ln -s /dev/zero config/.dockhone.yaml
check "configuration: device" 2 "is a device" "$program" optimize --check config/Dockerfile

if [ "$failures" -gt 0 ]; then
  echo "$failures failures in $checks checks" >&2
  exit 1
fi
echo "hostile inputs: $checks checks"
