address = "unix:///var/run/docker.sock"
