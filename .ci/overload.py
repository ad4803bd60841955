#!/usr/bin/env python3
"""Sends the service more than it can answer, and finds requests that it neither answers nor refuses.

Usage: overload.py BACKMAP [SECONDS [IDLE SLOW]]

It holds two things, for SECONDS (2 by default) each:

- IDLE connections that send nothing (2,000) and SLOW ones that send a byte every two seconds (500) keep nobody out:
  health checks and rankings are answered all the while, because anybody can open connections.
- At ten times the rate that the service can sustain, whatever is sent is answered by 200 or 503, each 503 says when to
  come again, and some are 503: a caller that is refused at once can wait or go elsewhere, and one that is left waiting
  cannot. Health checks, and rankings beside long work, are answered all the while, and the memory is given back.

Before each flood it measures the idle service, and the rate at which it answers as many callers as it likes. The
service has one core and the sender the others, if there are others, so that the sender does not take the time that it
measures. Times depend on the machine, so they are printed and not judged.
"""
import asyncio
import collections
import dataclasses
import itertools
import json
import os
import pathlib
import random
import resource
import socket
import subprocess
import sys
import time

IDLE, SLOW, SECONDS = 2_000, 500, 2.0
# As many connections as the sender opens. More requests than that do not wait at once.
MOST_CONNECTIONS = 3_000
CALLERS = 8
TIMES = 10
SLOW_PAUSE_SECONDS = 2.0
# On a busy machine an answer may take seconds. Longer is a hang.
LONGEST_SECONDS = 30
MOST_MORE_BYTES = 20e6
HOST = "127.0.0.1"
ROOT = pathlib.Path(__file__).resolve().parents[1]


def request_of(method, path, body=b""):
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


def example_of(path):
    document = json.loads((ROOT / "openapi/v1.json").read_text(encoding="utf-8"))
    content = document["paths"][path]["post"]["requestBody"]["content"]
    return request_of("POST", path, json.dumps(content["application/json"]["example"]).encode())


HEALTH = request_of("GET", "/health/live")
# Without groups, stakeholders and robustness, so that it is no long work.
RANKING = request_of("POST", "/v1/recommendations", (ROOT / "examples/rural-novices.json").read_bytes())


@dataclasses.dataclass
class Flood:
    """Requests that are sent too often, and the options of the service meanwhile."""
    name: str
    request: bytes
    options: list


# Rankings are answered at once, so few may be in progress. Long work has a queue of its own: docs/operations.md#limits
FLOODS = [
    Flood("long work", example_of("/v1/sensitivity"), []),
    Flood("rankings", RANKING, ["--max-in-flight", "16"]),
]


class Caller(asyncio.Protocol):
    """A connection with one request at a time."""

    def __init__(self):
        self.transport, self.waiting, self.begun, self.data = None, None, 0.0, bytearray()

    def connection_made(self, transport):
        self.transport = transport

    def ask(self, request, waiting):
        """Sends a request; `waiting` is called with the answer's status, head and seconds."""
        self.waiting, self.begun = waiting, time.monotonic()
        self.data.clear()
        self.transport.write(request)

    def data_received(self, data):
        self.data += data
        end = self.data.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.data[:end]).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self.data) >= end + 4 + length:
            self.answer(int(head[9:12]), head)

    def answer(self, status, head=b""):
        waiting, self.waiting = self.waiting, None
        if waiting:
            waiting(self, status, head, time.monotonic() - self.begun)

    def connection_lost(self, _):
        self.answer("closed")


class Tally:
    """The answers to requests of one kind."""

    def __init__(self):
        self.statuses, self.seconds, self.without_retry = collections.Counter(), collections.defaultdict(list), 0

    def add(self, status, head, seconds):
        self.statuses[status] += 1
        self.seconds[status].append(seconds)
        self.without_retry += status == 503 and b"\r\nretry-after:" not in head

    def p99(self, status=200):
        """The 99th percentile of an answer's duration, in milliseconds."""
        times = sorted(self.seconds.get(status, []))
        return times[int(len(times) * 0.99)] * 1000 if times else float("nan")

    def check(self, name, allowed):
        """Every answer has an allowed status, came in time and, if it is a refusal, says when to come again."""
        slowest = max((max(times) for times in self.seconds.values()), default=0.0)
        if set(self.statuses) - set(allowed) or 200 not in self.statuses:
            sys.exit(f"{name}: answers {dict(self.statuses)}, expected {allowed}")
        if self.without_retry:
            sys.exit(f"{name}: {self.without_retry} answers of 503 without Retry-After")
        if slowest > LONGEST_SECONDS:
            sys.exit(f"{name}: an answer took {slowest:.1f} s")


def free_port():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


class Service:
    """A service of its own on one core."""

    def __init__(self, backmap, options):
        cores = sorted(os.sched_getaffinity(0))
        # A child inherits the cores of its parent.
        os.sched_setaffinity(0, cores[:1])
        self.health_port = free_port()
        addresses = ["--bind", f"{HOST}:0", "--health-bind", f"{HOST}:{self.health_port}"]
        command = [backmap, "serve", *addresses, "--log", "off", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rpartition(":")[2])
        os.sched_setaffinity(0, cores[1:] or cores)
        self.cores = cores

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.sched_setaffinity(0, self.cores)
        self.process.kill()
        self.process.wait()

    async def caller(self, port=None):
        connect = asyncio.get_running_loop().create_connection(Caller, HOST, port or self.port)
        _, caller = await asyncio.wait_for(connect, LONGEST_SECONDS)
        return caller

    def resident(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


async def answer_of(caller, request):
    """Returns the answer's status, head and seconds."""
    future = asyncio.get_running_loop().create_future()
    caller.ask(request, lambda _, *answer: future.done() or future.set_result(answer))
    return await asyncio.wait_for(future, LONGEST_SECONDS * 2)


async def ask_in_turn(service, request, until, tally, pause=0.0, port=None):
    """Sends a request after each answer."""
    caller = await service.caller(port)
    while time.monotonic() < until:
        tally.add(*await answer_of(caller, request))
        if caller.transport.is_closing():
            caller = await service.caller(port)
        await asyncio.sleep(pause)
    caller.transport.close()


async def sustained(service, request, seconds, callers):
    """Returns the answers to callers that wait for each answer, and how many were 200 a second."""
    tally, begun = Tally(), time.monotonic()
    await asyncio.gather(*(ask_in_turn(service, request, begun + seconds, tally) for _ in range(callers)))
    return tally, tally.statuses[200] / (time.monotonic() - begun)


async def flood(service, request, rate, seconds):
    """Sends requests at a rate, whether or not the earlier ones are answered. Returns the answers, how many requests
    found every connection waiting, and the rate."""
    tally, free, unsent, opening = Tally(), [], 0, set()
    callers = 0

    def answered(caller, *answer):
        tally.add(*answer)
        if not caller.transport.is_closing():
            free.append(caller)

    async def open_and_ask():
        (await service.caller()).ask(request, answered)

    begun = time.monotonic()
    for number in itertools.count():
        if (due := begun + number / rate) > begun + seconds:
            break
        while (wait := due - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        if number % 20 == 0:
            await asyncio.sleep(0)
        if free:
            free.pop().ask(request, answered)
        elif callers < MOST_CONNECTIONS:
            callers += 1
            opening.add(asyncio.create_task(open_and_ask()))
        else:
            unsent += 1
    sent, took = number - unsent, time.monotonic() - begun
    await asyncio.gather(*opening)
    deadline = time.monotonic() + LONGEST_SECONDS
    while tally.statuses.total() < sent and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    if tally.statuses.total() < sent:
        sys.exit(f"{sent - tally.statuses.total()} of {sent} requests have no answer after {LONGEST_SECONDS} seconds")
    for caller in free:
        caller.transport.close()
    return tally, unsent, number / took


async def beside(service, work):
    """Sends health checks and rankings now and then while something else is going on."""
    until = time.monotonic() + 1e9
    kinds = [("health", service.port, HEALTH), ("health of its own listener", service.health_port, HEALTH),
             ("rankings", service.port, RANKING)]
    tallies = {name: Tally() for name, _, _ in kinds}
    tasks = [asyncio.create_task(ask_in_turn(service, request, until, tallies[name], 0.02, port))
             for name, port, request in kinds]
    result = await work
    for task in tasks:
        if task.done():
            # It failed, and says why here.
            task.result()
        task.cancel()
    return result, tallies


async def hold(service, start, rest, until, seen):
    """Keeps a connection open: sends the start at once and the rest byte by byte. Opens it again when it is closed."""
    while time.monotonic() < until:
        caller = await service.caller()
        seen["opened"] += 1
        caller.transport.write(start)
        rest_of_it = iter(rest)
        while not caller.transport.is_closing() and time.monotonic() < until:
            await asyncio.sleep(min(SLOW_PAUSE_SECONDS * random.uniform(0.5, 1), max(0, until - time.monotonic())))
            caller.transport.write(bytes(itertools.islice(rest_of_it, 1)))
        caller.transport.abort()


async def idle_and_slow(backmap, seconds, idle, slow):
    head = RANKING.index(b"\r\n\r\n") + 4
    kinds = [(idle // 2, b"", b""), (idle - idle // 2, HEALTH, b""),
             (slow // 2, b"", RANKING), (slow - slow // 2, RANKING[:head], RANKING[head:])]
    with Service(backmap, []) as service:
        alone, _ = await sustained(service, RANKING, 1, 1)
        until, seen = time.monotonic() + seconds + 2, collections.Counter()
        held = [hold(service, start, rest, until, seen) for count, start, rest in kinds for _ in range(count)]
        _, tallies = await beside(service, asyncio.gather(*held))
        if seen["opened"] < idle + slow:
            sys.exit(f"only {seen['opened']} connections were opened")
        print(f"{idle} idle and {slow} slow connections, opened {seen['opened']} times: {percentiles(tallies)}; "
              f"rankings before {alone.p99():.1f} ms", flush=True)
        for name, tally in tallies.items():
            tally.check(f"{name} beside idle and slow connections", [200])


async def overload(backmap, kind, seconds):
    with Service(backmap, kind.options) as service:
        alone, _ = await sustained(service, kind.request, 1, 1)
        together, rate = await sustained(service, kind.request, seconds / 2, CALLERS)
        resident, more = service.resident(), float("inf")
        # What an allocator keeps once is not lost; what is lost grows with every round.
        for _ in range(3):
            if more > MOST_MORE_BYTES:
                flooded = flood(service, kind.request, rate * TIMES, seconds)
                (tally, unsent, sent), tallies = await beside(service, flooded)
                resident, more = service.resident(), service.resident() - resident
        shares = ", ".join(f"{count} of {status}" for status, count in sorted(tally.statuses.items(), key=str))
        print(f"{kind.name}: {rate:.0f} a second, then {sent:.0f} a second: {shares}, "
              f"{unsent} more found {MOST_CONNECTIONS} waiting; "
              f"p99 of 200 {tally.p99():.1f} ms, idle {alone.p99():.1f} ms, ratio {tally.p99() / alone.p99():.1f}; "
              f"p99 of 503 {tally.p99(503):.1f} ms; meanwhile {percentiles(tallies)}; {more / 1e6:+.1f} MB", flush=True)
        tally.check(kind.name, [200, 503])
        together.check(f"{kind.name} by {CALLERS} callers", [200, 503])
        # Rankings beside rankings are part of the flood.
        for name, one in tallies.items():
            one.check(f"{name} during {kind.name}", [200, 503] if name == kind.name else [200])
        if not tally.statuses[503]:
            sys.exit(f"{kind.name}: nothing is refused at {sent / rate:.1f} times what the service can answer")
        if more > MOST_MORE_BYTES:
            sys.exit(f"{kind.name}: memory is not given back")


def percentiles(tallies):
    return ", ".join(f"{name} p99 {one.p99():.1f} ms" for name, one in tallies.items())


def main():
    backmap = str(pathlib.Path(sys.argv[1]).resolve())
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS
    idle, slow = map(int, sys.argv[3:5]) if len(sys.argv) > 4 else (IDLE, SLOW)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most != resource.RLIM_INFINITY and most < max(idle + slow, MOST_CONNECTIONS) + 200:
        sys.exit(f"the system allows only {most} open files")
    # The service inherits it.
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(idle_and_slow(backmap, seconds, idle, slow))
    for kind in FLOODS:
        asyncio.run(overload(backmap, kind, seconds))


if __name__ == "__main__":
    main()
