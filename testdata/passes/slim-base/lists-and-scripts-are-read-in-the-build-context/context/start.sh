#!/bin/sh
set -e
until curl -sf http://db:8080/ready; do sleep 1; done
exec python app.py
