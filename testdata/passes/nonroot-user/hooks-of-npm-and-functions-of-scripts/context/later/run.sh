#!/bin/sh
. ./lib.sh
prepare
exec python app.py
