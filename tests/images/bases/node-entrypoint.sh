#!/bin/sh
# As the hub's image does: what is no program is given to node.
set -e
case "${1-}" in
  -* | "") set -- node "$@" ;;
  *) command -v "$1" >/dev/null || set -- node "$@" ;;
esac
exec "$@"
