#!/bin/sh
echo "level=$LEVEL" > /etc/app.conf
exec app
