#!/usr/bin/env python3
"""A registry on loopback that misbehaves on purpose. usage: server.py LOG [--other PORT] [--address A] [--tls CERT KEY]

Prints its port. Each request becomes a line of JSON in LOG: method, path, host, authorization, accept. What is
special about a repository is its first name: /v2/SPECIAL/base/...
"""
import argparse
import base64
import http.server
import json
import socket
import ssl
import sys
import threading
import time
import urllib.parse

import images

SECRET = "Basic " + base64.b64encode(b"ann:correct horse").decode()
TAGS = images.team_base()
PAGES = 3


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    counts = {}
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def note(self, body=""):
        line = json.dumps({"method": self.command, "path": self.path, "host": self.headers.get("Host"),
                           "authorization": self.headers.get("Authorization"), "accept": self.headers.get("Accept"),
                           "body": body})
        with self.lock, open(self.server.options.log, "a", encoding="utf-8") as file:
            file.write(line + "\n")

    def count(self, key):
        with self.lock:
            self.counts[key] = self.counts.get(key, 0) + 1
            return self.counts[key]

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def challenge(self):
        port = self.server.server_address[1]
        # The service of the options' --realm stands for one that is elsewhere.
        realm = self.server.options.realm or f"http://127.0.0.1:{port}/token"
        self.answer(401, b"{}", WWW_Authenticate=f'Bearer realm="{realm}",service="tests, and \\"more\\"",scope="a"')

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.note(body)
        form = urllib.parse.parse_qs(body)
        if form.get("refresh_token") != ["identity+of/ann"]:
            return self.answer(401)
        self.answer(200, json.dumps({"access_token": "token-of-ann"}).encode())

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        self.note()
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/token":
            return self.token(urllib.parse.parse_qs(url.query))
        if url.path == "/v2/":
            return self.challenge() if self.server.options.auth else self.answer(200, b"{}")
        parts = url.path.split("/")  # "", v2, special, base, manifests, reference
        if self.server.options.auth and not self.is_let_in(parts[2]):
            return self.challenge()
        special = getattr(self, "special_" + parts[2].replace("-", "_"), None)
        if special is None or not special(parts):
            self.plain(parts)

    def is_let_in(self, special):
        said = self.headers.get("Authorization", "")
        if special == "expires" and self.count("expires") == 2:
            return False  # as if the token had run out in between
        return said in ("Bearer token-of-ann", "Bearer token-of-nobody")

    def token(self, query):
        if query.get("service") != ['tests, and "more"'] or "repository:" not in query.get("scope", [""])[0]:
            return self.answer(400)
        given = self.headers.get("Authorization")
        if given not in (None, SECRET):
            return self.answer(401)
        self.answer(200, json.dumps({"token": "token-of-ann" if given else "token-of-nobody"}).encode())

    def plain(self, parts):
        if parts[4:] == ["tags", "list"]:
            return self.answer(200, json.dumps({"tags": sorted(TAGS)}).encode())
        kind, reference = parts[4], parts[5]
        for image in {id(one): one for one in TAGS.values()}.values():
            if kind == "blobs" and reference in image.blobs:
                return self.answer(200, image.blobs[reference])
            if kind == "manifests" and reference in image.manifests:
                return self.manifest(*image.manifests[reference])
        if kind == "manifests" and reference in TAGS:
            return self.manifest(images.INDEX, TAGS[reference].index)
        self.answer(404, b"{}")

    def manifest(self, media_type, data):
        accepted = self.headers.get("Accept", "")
        if media_type not in accepted or "application/vnd.docker.distribution.manifest.list.v2+json" not in accepted:
            return self.answer(404, b"{}")  # what an older format would be
        self.answer(200, data, Content_Type=media_type, Docker_Content_Digest=images.digest(data))

    # Each is asked first, and says whether it has answered.

    def special_pages(self, parts):
        if parts[4:] != ["tags", "list"]:
            return False
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        page = int(query.get("page", ["0"])[0])
        tags = sorted(TAGS)[page::PAGES]
        link = {"Link": f'</v2/pages/base/tags/list?page={page + 1}&n=1>; rel="next"'} if page + 1 < PAGES else {}
        self.answer(200, json.dumps({"tags": tags}).encode(), **link)
        return True

    def special_elsewhere(self, parts):
        if parts[4:] != ["tags", "list"]:
            return False
        self.answer(200, b'{"tags":["4.2.1"]}', Link=f'<{self.server.options.other}/v2/elsewhere/base/tags/list>; rel="next"')
        return True

    def special_circle(self, parts):
        if parts[4:] != ["tags", "list"]:
            return False
        self.answer(200, b'{"tags":["4.2.1"]}', Link='</v2/circle/base/tags/list?n=1000>; rel="next"')
        return True

    def special_busy(self, _):
        if self.count("busy") > 2:
            return False
        self.answer(429, b"{}", Retry_After="7")
        return True

    def special_always_busy(self, _):
        self.answer(429, b"{}", Retry_After="1")
        return True

    def special_long_wait(self, _):
        self.answer(503, b"{}", Retry_After="86400")
        return True

    def special_broken(self, _):
        if self.count("broken") > 2:
            return False
        self.answer(500, b"{}")
        return True

    def special_moved(self, parts):
        if parts[4] == "tags":
            return False
        self.answer(307, b"", Location=self.server.options.other + self.path.replace("/moved/", "/plain/"))
        return True

    def special_to_file(self, _):
        self.answer(302, b"", Location="file:///etc/passwd")
        return True

    def special_to_plain_host(self, _):
        self.answer(302, b"", Location="http://registry.invalid/v2/x/base/manifests/latest")
        return True

    def special_round(self, _):
        self.answer(302, b"", Location=self.path)
        return True

    def special_stalls(self, _):
        time.sleep(30)
        return True

    def special_stalls_inside(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.flush()
        time.sleep(30)
        return True

    def special_truncated(self, parts):
        if parts[4] != "tags" or self.count("truncated") > 1:
            return False
        self.answer(200, b'{"tags":["4.2', Content_Length="5000")
        self.close_connection = True
        return True

    def special_wrong_digest(self, parts):
        if parts[4] == "tags" or self.command == "HEAD":
            return False
        self.answer(200, b"{}", Docker_Content_Digest=TAGS["latest"].digest)
        return True

    def special_no_digest(self, parts):
        if parts[4] == "tags":
            return False
        self.answer(200, TAGS[parts[5]].index, Content_Type=images.INDEX)
        return True

    def special_odd_digest(self, parts):
        if parts[4] == "tags":
            return False
        self.answer(200, TAGS[parts[5]].index, Docker_Content_Digest="sha256:../../etc")
        return True

    def special_huge(self, parts):
        if parts[4] != "tags":
            return False
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(64):
                self.wfile.write(b" " * 1024 * 1024)
        except OSError:
            pass
        self.close_connection = True
        return True

    def special_odd_tags(self, parts):
        if parts[4] != "tags":
            return False
        self.answer(200, json.dumps({"tags": ["4.2.1\r\nX: y", "4.2.1 ", "../x", "4.2.1", 7, None, "-a"]}).encode())
        return True

    def special_not_json(self, parts):
        if parts[4] != "tags":
            return False
        self.answer(200, b"<html>")
        return True

    def special_denied(self, _):
        self.answer(403, b'{"errors":[{"message":"secret of the server"}]}')
        return True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):  # clients that go away are part of the tests
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--other", default="", help="where redirects and links lead to")
    parser.add_argument("--realm", default="", help="the token service that is named")
    parser.add_argument("--auth", action="store_true", help="tokens are asked for")
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    options = parser.parse_args()
    server = Server((options.address, 0), Handler)
    server.options = options
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    # Ends with whoever holds the other end of standard input.
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


main()
