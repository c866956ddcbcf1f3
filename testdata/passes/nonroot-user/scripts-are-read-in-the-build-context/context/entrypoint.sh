#!/bin/sh
set -e
mkdir -p /tmp/state
python manage.py check
exec "$@"
