#!/bin/sh
. ./lib.sh
main "$@"
