#!/bin/sh
work=$(mktemp report.XXXXXX)
date >"$work"
cat "$work"
