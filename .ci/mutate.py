#!/usr/bin/env python3
"""Sends the examples of the OpenAPI document with random changes, and finds answers that should not exist.

Usage: mutate.py URL PID [REQUESTS [SEED [SECONDS]]]

Every request is an example of an operation with one to four changes to its structure or its bytes. An answer of 500 and
above, an answer that takes longer than SECONDS (2 by default), a connection that ends without an answer, and memory
that is not given back are faults. The body of the first fault is written to standard error. A seed repeats a run.
"""
import concurrent.futures
import copy
import http.client
import json
import random
import sys
import time
import urllib.parse
import urllib.request

MOST_MORE_BYTES = 20e6
SENDERS = 2
PLANE = [None, True, -1, 0, 0.1, 1e308, -0.0, 2**63, 10**400, "", "\u0000", "é" * 300, "a" * 20_000, [], {}, [[]], "1e5",
         "2027-02-30", "2026-10-01", "../x", "=1+1", "\ud800", {"$ref": "#"}]


def examples(document):
    """Returns the method, path and example of every operation that takes JSON."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                for parameter in operation.get("parameters", []):
                    path = path.replace(f"{{{parameter['name']}}}", str(parameter.get("example")))
                yield method.upper(), path, content["example"]


def places(value, found):
    """Lists every container of a value with a key into it."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        found.append((value, key))
        places(value[key], found)
    return found


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def change(body, others, rng):
    """Changes one place of a body."""
    found = places(body, [])
    if not found:
        return
    holder, key = rng.choice(found)
    kind = rng.randrange(7)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = copy.deepcopy(rng.choice(PLANE))
    elif kind == 2:
        donor, at = rng.choice(places(rng.choice(others)[2], []) or [([0], 0)])
        holder[key] = copy.deepcopy(donor[at])
    elif kind == 3 and isinstance(holder, dict):
        holder[str(key) + rng.choice(["", "s", "\u200b", "X"])] = holder.pop(key)
    elif kind == 4 and isinstance(holder[key], list) and len(json.dumps(holder[key])) < 20_000:
        holder[key] = holder[key] * rng.choice([2, 3, 20])
    elif kind == 5 and type(holder[key]) in (int, float) and abs(holder[key]) < 1e300:
        holder[key] = holder[key] * rng.choice([-1, 0, 1.5, 10, 1e6])
    elif kind == 6:
        holder[key] = nested(rng.choice([1, 50, 200]))


def spoil(data, rng):
    """Changes a few bytes, or cuts the body off."""
    data = bytearray(data)
    if rng.random() < 0.5:
        return bytes(data[: rng.randrange(len(data))])
    for _ in range(rng.randrange(1, 5)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def body_of(example, others, rng):
    body = copy.deepcopy(example)
    for _ in range(rng.randrange(1, 5)):
        change(body, others, rng)
    data = json.dumps(body).encode("utf-8", "surrogatepass")
    return spoil(data, rng) if data and rng.random() < 0.1 else data


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def send(address, all_examples, requests, seed, slowest, statuses, faults):
    rng = random.Random(seed)
    connection = http.client.HTTPConnection(address, timeout=30)
    for _ in range(requests):
        method, path, example = rng.choice(all_examples)
        body = body_of(example, all_examples, rng)
        begun = time.monotonic()
        try:
            connection.request(method, path, body, {"content-type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            status, took = answer.status, time.monotonic() - begun
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            status, took = type(error).__name__, time.monotonic() - begun
        statuses[status] = statuses.get(status, 0) + 1
        if not isinstance(status, int) or status >= 500 or took > slowest:
            faults.append((method, path, status, took, body))


def main():
    url, pid = sys.argv[1], sys.argv[2]
    requests = int(sys.argv[3]) if len(sys.argv) > 3 else 50_000
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(10**6)
    slowest = float(sys.argv[5]) if len(sys.argv) > 5 else 2.0
    all_examples = list(examples(json.load(urllib.request.urlopen(url + "/openapi.json"))))
    if len(all_examples) < 17:
        sys.exit(f"only {len(all_examples)} operations have an example")
    address = urllib.parse.urlsplit(url).netloc
    statuses, faults = {}, []

    def run(count, first_seed):
        shared = (address, all_examples, count // SENDERS)
        with concurrent.futures.ThreadPoolExecutor(SENDERS) as senders:
            sent = [senders.submit(send, *shared, first_seed + n, slowest, statuses, faults) for n in range(SENDERS)]
        for each in sent:
            each.result()

    run(requests // 5, seed + 100)
    before, begun = resident(pid), time.monotonic()
    run(requests - requests // 5, seed)
    more = resident(pid) - before
    rate = requests * 0.8 / (time.monotonic() - begun)
    print(f"seed {seed}: {len(all_examples)} examples, {sum(statuses.values())} requests, {rate:.0f} a second, "
          f"answers {dict(sorted(statuses.items(), key=str))}, {more / 1e6:+.1f} MB after the first fifth")
    # What an allocator keeps once is not lost; what is lost grows with every round.
    for again in (300, 400):
        if more > MOST_MORE_BYTES:
            before = resident(pid)
            run(requests // 5, seed + again)
            more = resident(pid) - before
    for method, path, status, took, body in faults[:5]:
        print(f"{method} {path}: {status} after {took:.2f} s, {len(body)} bytes", file=sys.stderr)
    if faults:
        sys.exit(faults[0][4].decode("utf-8", "replace")[:3000])
    if more > MOST_MORE_BYTES:
        sys.exit("memory is not given back")
    if statuses.get(200, 0) * 50 < requests:
        sys.exit("hardly any request was answered with advice: the changes are too rough to test it")


if __name__ == "__main__":
    main()
