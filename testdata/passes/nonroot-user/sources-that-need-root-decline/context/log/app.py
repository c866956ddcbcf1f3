with open("/var/log/tool.log", "a") as log:
    log.write("started")
