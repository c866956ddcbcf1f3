#!/bin/sh
date >>/data/starts
exec python3 -m http.server 8080
