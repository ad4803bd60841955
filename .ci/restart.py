#!/usr/bin/env python3
"""Restarts the service behind a real nginx while clients send requests without pause, and counts the lost ones.

Usage: restart.py BACKMAP [TIMES [IDLE_SECONDS PROXY_SECONDS SERVICE_SECONDS]]

A request is lost if its first try has another status than 200 or no answer. Nothing sends it again. None is lost

- when a new process starts beside the old one, the proxy moves to it, and the old one gets SIGTERM;
- when two instances restart in turn on their own ports, as long as the proxy may send a request to the other one;
- when the proxy keeps connections to the service and uses them again after pauses: for IDLE_SECONDS (4), with pauses
  around the PROXY_SECONDS (1) after which the proxy closes them, and the SERVICE_SECONDS (2) after which the service
  does.

Each way restarts TIMES (2) times. The proxy's settings are those of docs/operations.md. Then it restarts a single
instance in place, TIMES / 3 times, where requests have nowhere to go, and prints for how long they are lost.

Needs nginx: Debian's nginx-light. Without it, apt installs it, which needs root.
"""
import collections
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
SENDERS, PAUSING_SENDERS = 4, 32
SLOWEST_SECONDS = 30
# Between two steps, so that requests arrive before and after each.
PAUSE_SECONDS = 0.3
RANKING = (ROOT / "examples/rural-novices.json").read_bytes()
REQUESTS = [("POST", "/v1/recommendations", RANKING), ("GET", "/v1/designs/coaching", None),
            ("POST", "/v1/contrasts", None), ("POST", "/v1/plans/schedule", None)]

SETTINGS = """
daemon off;
worker_processes 1;
pid {work}/nginx.pid;
error_log {work}/errors.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    upstream backmap {{
        {servers}
        keepalive 32;
        keepalive_timeout {keep_alive}s;
    }}
    server {{
        listen {host}:{port};
        location / {{
            proxy_pass http://backmap;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            {more}
        }}
    }}
}}
"""
# No request changes anything, so the proxy may send any of them again.
NEXT = "proxy_next_upstream error timeout non_idempotent;"


# What is still running at the end is killed, also after a fault.
STARTED = []


def start(command, **more):
    STARTED.append(subprocess.Popen(command, **more))
    return STARTED[-1]


def examples():
    """Returns the requests, with the examples of the OpenAPI document where there is no other body."""
    paths = json.loads((ROOT / "openapi/v1.json").read_text(encoding="utf-8"))["paths"]
    for method, path, body in REQUESTS:
        if method == "POST" and body is None:
            example = paths[path]["post"]["requestBody"]["content"]["application/json"]["example"]
            body = json.dumps(example).encode()
        yield method, path, body


def free_port():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


def answer(port, method, path, body=None):
    """Returns the status of an answer over a new connection, or why there is none."""
    connection = http.client.HTTPConnection(HOST, port, timeout=SLOWEST_SECONDS)
    try:
        connection.request(method, path, body, {"content-type": "application/json"} if body else {})
        got = connection.getresponse()
        got.read()
        return got.status
    except (OSError, http.client.HTTPException) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        connection.close()


def wait_for(what, condition):
    deadline = time.monotonic() + SLOWEST_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"no {what} after {SLOWEST_SECONDS} seconds")
        time.sleep(0.01)


class Service:
    def __init__(self, backmap, port=0, *more):
        command = [backmap, "serve", "--bind", f"{HOST}:{port}", "--log", "off", *more]
        self.process = start(command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{command} did not start")
        self.port = int(line.rpartition(":")[2])
        wait_for("ready service", lambda: answer(self.port, "GET", "/health/ready") == 200)

    def stop(self):
        """Stops it as an operator does. It must end by itself and in order."""
        self.process.send_signal(signal.SIGTERM)
        if code := self.process.wait(SLOWEST_SECONDS):
            sys.exit(f"the service exited with status {code} on SIGTERM")


class Proxy:
    def __init__(self, work, ports, keep_alive=60, more=""):
        self.work, self.port, self.keep_alive, self.more = work, free_port(), keep_alive, more
        self.write(ports)
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = start([program, "-p", work, "-c", f"{work}/nginx.conf", "-e", f"{work}/errors.log"])
        wait_for("answer through nginx", lambda: answer(self.port, "GET", "/health/live") == 200)

    def write(self, ports):
        # With max_fails=0 an instance that restarts is tried again at once, not after ten seconds.
        servers = " ".join(f"server {HOST}:{port}{' max_fails=0' * (len(ports) > 1)};" for port in ports)
        text = SETTINGS.format(work=self.work, host=HOST, port=self.port, servers=servers, keep_alive=self.keep_alive,
                               more=self.more)
        pathlib.Path(self.work, "nginx.conf").write_text(text, encoding="utf-8")

    def workers(self):
        """The processes that answer."""
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        return set(pathlib.Path(children).read_text(encoding="ascii").split())

    def move(self, ports):
        """Passes requests to other instances, once the old workers of nginx have ended."""
        self.write(ports)
        before = self.workers()
        self.process.send_signal(signal.SIGHUP)
        wait_for("new worker of nginx", lambda: self.workers() and not self.workers() & before)

    def complaints(self):
        return pathlib.Path(self.work, "errors.log").read_text(encoding="utf-8").splitlines()


class Senders:
    """Clients that send requests through the proxy until they are stopped, without a pause or with random ones."""

    def __init__(self, port, pause=lambda: 0.0, senders=SENDERS):
        self.port, self.pause, self.ended = port, pause, threading.Event()
        self.statuses, self.lost = collections.Counter(), []
        self.threads = [threading.Thread(target=self.send, args=(n,)) for n in range(senders)]

    def send(self, turn):
        requests = list(examples())
        while not self.ended.is_set():
            method, path, body = requests[turn % len(requests)]
            turn += 1
            begun = time.monotonic()
            # A new connection, because a reload of nginx closes those of its clients, whatever the service does.
            status = answer(self.port, method, path, body)
            self.statuses[status] += 1
            if status != 200:
                self.lost.append((begun, f"{method} {path}: {status}"))
            self.ended.wait(self.pause())

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join()


def report(name, senders, times=""):
    print(f"{name}: {times}{sum(senders.statuses.values())} requests, {len(senders.lost)} lost", flush=True)


def check(name, senders, proxy, times=""):
    report(name, senders, times)
    if senders.lost:
        print(*(line for _, line in senders.lost[:5]), *proxy.complaints()[-5:], sep="\n", file=sys.stderr)
        sys.exit(f"{name}: {len(senders.lost)} requests are lost")


def moved(backmap, work, times):
    service = Service(backmap)
    proxy = Proxy(work, [service.port])
    with Senders(proxy.port) as senders:
        for _ in range(times):
            time.sleep(PAUSE_SECONDS)
            old, service = service, Service(backmap)
            proxy.move([service.port])
            old.stop()
        time.sleep(PAUSE_SECONDS)
    check("a new process beside the old one", senders, proxy, f"{times} restarts, ")


def in_turn(backmap, work, times):
    services = [Service(backmap), Service(backmap)]
    proxy = Proxy(work, [service.port for service in services], more=NEXT)
    with Senders(proxy.port) as senders:
        for turn in range(times):
            time.sleep(PAUSE_SECONDS)
            old = services[turn % 2]
            old.stop()
            services[turn % 2] = Service(backmap, old.port)
        time.sleep(PAUSE_SECONDS)
    check("two instances in turn", senders, proxy, f"{times} restarts, ")


def after_pauses(backmap, work, seconds, proxy_seconds, service_seconds):
    service = Service(backmap, 0, "--keep-alive-seconds", f"{service_seconds}")
    proxy = Proxy(work, [service.port], proxy_seconds)
    ends = [proxy_seconds, service_seconds]
    # Close to the end of a connection, where a request meets the close, and now and then at once.
    pause = lambda: max(0.0, random.choice([0, *ends, *ends]) + random.gauss(0, 0.02))
    with Senders(proxy.port, pause, PAUSING_SENDERS) as senders:
        time.sleep(seconds)
    check(f"connections kept {proxy_seconds} s by nginx and {service_seconds} s by the service", senders, proxy)


def in_place(backmap, work, times):
    """Prints what a restart without a second instance costs."""
    service = Service(backmap)
    proxy = Proxy(work, [service.port])
    longest = 0.0
    with Senders(proxy.port) as senders:
        for _ in range(times):
            time.sleep(PAUSE_SECONDS)
            known = len(senders.lost)
            service.stop()
            service = Service(backmap, service.port)
            time.sleep(PAUSE_SECONDS)
            moments = sorted(begun for begun, _ in senders.lost[known:])
            longest = max(longest, moments[-1] - moments[0] if moments else 0.0)
    report("one instance in place", senders, f"{times} restarts, lost ones within {longest * 1000:.0f} ms, ")
    strange = {status for status in senders.statuses if status not in (200, 502)}
    if strange:
        sys.exit(f"a restart in place has other answers than 200 and 502: {strange}")


def end_all():
    for process in STARTED:
        # nginx ends its workers only on SIGTERM.
        process.terminate()
        process.wait(SLOWEST_SECONDS)
    STARTED.clear()


def install_nginx():
    if not (shutil.which("nginx") or os.access("/usr/sbin/nginx", os.X_OK)):
        for step in (["update"], ["install", "--yes", "--no-install-recommends", "nginx-light"]):
            subprocess.run(["apt-get", "-qq", *step], check=True, stdout=subprocess.DEVNULL)


def main():
    backmap = str(pathlib.Path(sys.argv[1]).resolve())
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    idle, proxy_seconds, service_seconds = map(int, sys.argv[3:6]) if len(sys.argv) > 5 else (4, 1, 2)
    install_nginx()
    ways = [(moved, times), (in_turn, times), (after_pauses, idle, proxy_seconds, service_seconds),
            (in_place, times // 3)]
    for way, *more in ways:
        if not more[0]:
            continue
        with tempfile.TemporaryDirectory() as work:
            try:
                way(backmap, work, *more)
            finally:
                end_all()


if __name__ == "__main__":
    main()
