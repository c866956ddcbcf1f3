#!/bin/sh
chown -R www-data /srv/app
exec python app.py
