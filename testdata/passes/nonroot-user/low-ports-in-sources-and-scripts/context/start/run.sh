#!/bin/sh
: "${PORT:=80}"
exec gunicorn --bind "0.0.0.0:$PORT" app:app
