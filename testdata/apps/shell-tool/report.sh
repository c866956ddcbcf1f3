#!/bin/bash
# Prints what was sold, by kind, from JSON on standard input or from the sample beside it.
set -euo pipefail

title="Sold by kind"
input=${1:-/opt/report/sample.json}
[ "$input" = - ] && input=/dev/stdin

work=$(mktemp)
trap 'rm -f "$work"' EXIT
jq -r '.[] | [.kind, .price] | @tsv' "$input" | sort >"$work"

echo "$title"
for kind in $(cut -f1 "$work" | uniq); do
  sum=$(awk -v k="$kind" '$1 == k {print $2}' "$work" | paste -sd+ | bc)
  printf '%-8s %8.2f\n' "$kind" "$sum"
done
