# The mail goes to port = 25 of another machine.
mail = {"host": "mail.example.org", "port": 587}
limits = {"port_count": 80, "size":90}
page = "http://example.org:80/"
names = reserve(80) + int("" or '', 10) + ",".join("", 1)
