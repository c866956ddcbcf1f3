#!/bin/sh
work=$(mktemp)
trap 'rm -f "$work"' EXIT
sort "$1" >"${work}"
uniq -c "$work"
