pidfile = "/var/run/gunicorn.pid"
