secret = open("/run/secrets/key").read()
log = open("/var/log/tool/today", "a")
