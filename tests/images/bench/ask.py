"""Starts an image and asks it what its app.yaml asks.

As a program, this asks one server that listens in the network namespace it runs in: `ask.py PORT`, with a request as JSON on
standard input and its answer on standard output.
"""
import http.client
import json
import subprocess
import sys
import time

START_SECONDS = 60
TOOL_SECONDS = 60


class Wrong(Exception):
    """The image does not do what it should."""


class Running:
    """A container that serves. Without network but its own loopback, which is where it is asked."""

    def __init__(self, builder, image, application, *options):
        self.builder, self.application = builder, application
        self.container = builder.docker("run", "-d", "--network=none", *options, image)

    def __enter__(self):
        limit = time.monotonic() + START_SECONDS
        while True:
            self.state = self.builder.inspect(self.container)["State"]
            if not self.state["Running"]:
                self.fail(f"it exits with status {self.state['ExitCode']}")
            if listens(self.state["Pid"], self.application.port):
                return self
            if time.monotonic() > limit:
                self.fail(f"nothing listens on port {self.application.port} after {START_SECONDS} s")
            time.sleep(0.1)

    def __exit__(self, *_):
        self.builder.docker("rm", "-f", "-v", self.container, check=False)

    def fail(self, why):
        said = subprocess.run(self.builder.command("logs", "--tail=15", self.container), capture_output=True, text=True, errors="replace")
        self.__exit__()
        raise Wrong(f"{why}\n{said.stdout}{said.stderr}".rstrip())

    def answer(self, question):
        done = subprocess.run(["nsenter", "-t", str(self.state["Pid"]), "-n", sys.executable, __file__, str(self.application.port)],
                              input=json.dumps(question), capture_output=True, text=True)
        if done.returncode != 0:
            self.fail(f"{question['request']}: {done.stderr.strip().splitlines()[-1]}")
        return json.loads(done.stdout)


def listens(pid, port):
    """Whether a socket of the network namespace of `pid` listens on the port, as /proc/PID/net says."""
    for table in ("tcp", "tcp6"):
        with open(f"/proc/{pid}/net/{table}") as lines:
            for line in list(lines)[1:]:
                words = line.split()
                if words[3] == "0A" and int(words[1].rsplit(":", 1)[1], 16) == port:
                    return True
    return False


def run_tool(builder, image, question, *options):
    command = builder.command("run", "--rm", "-i", "--network=none", *options, image, *question["command"])
    done = subprocess.run(command, input=question.get("input", ""), capture_output=True, text=True, timeout=TOOL_SECONDS)
    return {"status": done.returncode, "answer": done.stdout, "type": "", "log": done.stderr}


def check(question, answer, expected):
    name = question.get("request") or "the command " + json.dumps(question["command"])
    status = question.get("status", 200 if "request" in question else 0)
    if answer["status"] != status:
        raise Wrong(f"{name}: status {answer['status']} instead of {status}\n{answer.get('log') or answer['answer']}".rstrip())
    if answer["answer"].rstrip("\n") != expected.rstrip("\n"):
        raise Wrong(f"{name}: it says {answer['answer']!r} instead of {expected!r}")


def main():
    question = json.load(sys.stdin)
    method, path = question["request"].split()
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=30)
    connection.request(method, path, question.get("body"), {"Content-Type": "text/plain"} if "body" in question else {})
    response = connection.getresponse()
    json.dump({"status": response.status, "type": response.getheader("Content-Type", ""), "answer": response.read().decode()}, sys.stdout)


if __name__ == "__main__":
    main()
