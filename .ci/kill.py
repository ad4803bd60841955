#!/usr/bin/env python3
"""Kills commands that write files, and finds files that are half-written and keys that are lost.

Usage: kill.py BACKMAP [TIMES [SEED]]

Every kill is SIGKILL: a third of them at a random share of the command's usual duration, a third as soon as its
temporary file appears, since short writes are over within a fraction of a millisecond, and a third at a random moment
after that. It holds that

- a file with its final name is absent, or as it was before, or complete and equal to the one of an undisturbed run, so
  that nobody reads half a file and takes it for the whole;
- at most one temporary file per output is left, its name is not a final one, and the next run for the same output
  deletes it, so that neither a run fails nor a disk fills up;
- the file of keys is always readable, a key that was printed is in it and works, and a key that was said to be revoked
  does not work, because the person who read the message relies on it.

TIMES (100 by default) is shared out among the commands. A seed repeats the choices; the moments also depend on the
machine. It prints how many kills landed before, during and after the write of the output.
"""
import collections
import csv
import dataclasses
import hashlib
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[1]
TEAMS, ANSWERS = 60, 5_000
OLDER = b"an older file\n"
TEMPORARY = re.compile(r"\.(.+)\.\w+\.partial")
PHASES = ["before", "during", "after"]
SLOWEST_SECONDS = 60


@dataclasses.dataclass
class Job:
    """A command and the files that it writes. Both see the folder of the inputs as `{given}`."""
    arguments: list
    outputs: list

    def command(self, backmap, given):
        return [backmap, *(argument.format(given=given) for argument in self.arguments)]


def writes(output, *arguments):
    return Job([*arguments, "--output", output], [output])


PLAN = str(ROOT / "examples/plans/workshop-only.json")
SURVEY = ["import", "{given}/survey.csv", "--mapping", "{given}/mapping.toml"]
JOBS = [
    writes("ranked.csv", "batch", "{given}/teams.csv"),
    writes("ranked.ndjson", "batch", "{given}/teams.csv"),
    writes("ranked.parquet", "batch", "{given}/teams.csv"),
    writes("ranked.csv.gz", "batch", "{given}/teams.csv"),
    Job([*SURVEY, "--output", "teams.ndjson", "--report", "report.json"], ["teams.ndjson", "report.json"]),
    writes("plan.docx", "plan", "export", PLAN),
    writes("plan.ics", "plan", "export", PLAN),
]


def write_inputs(given, rng):
    with open(ROOT / "examples/teams.csv", encoding="utf-8", newline="") as example:
        header, *rows = csv.reader(example)
    with open(given / "teams.csv", "w", encoding="utf-8", newline="") as teams:
        written = csv.writer(teams)
        written.writerow(header)
        # The last row of the example is invalid on purpose.
        written.writerows([f"team-{n}", *rng.choice(rows[:-1])[1:]] for n in range(TEAMS))
    examples = ROOT / "src/api/examples"
    (given / "mapping.toml").write_bytes((examples / "mapping.toml").read_bytes())
    header = (examples / "survey.csv").read_text(encoding="utf-8").splitlines()[0]
    levels = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
    # Equal rows count as one answer that was sent twice.
    rows = [f"10/1/2026 8:00:00,School {rng.randrange(100)},{rng.choice(levels)},{n}" for n in range(ANSWERS)]
    (given / "survey.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def names_in(folder):
    return {path.name for path in folder.iterdir()}


def temporary_in(folder):
    return {name for name in names_in(folder) if TEMPORARY.fullmatch(name)}


def run(command, folder):
    """Runs a command undisturbed. Returns its output and its duration."""
    begun = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SLOWEST_SECONDS)
    if done.returncode:
        sys.exit(f"{command} without a kill: exit status {done.returncode}: {done.stderr}")
    return done, time.monotonic() - begun


def wait_for_temporary(folder, before, process):
    """Waits for a new temporary file, or for the end of the process, without sleeping."""
    while True:
        for _ in range(100):
            # A plain comparison of names, because it takes a few microseconds.
            if any(name.endswith(".partial") and name not in before for name in os.listdir(folder)):
                return
        if process.poll() is not None:
            return


def run_and_kill(command, folder, usual, rng):
    """Kills a command at a random moment. Returns what it said, and whether the signal came before its end."""
    before = temporary_in(folder)
    moment, share = rng.choice(["any", "at the write", "after that"]), rng.random()
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if moment == "any":
        time.sleep(max(0, begun + share * usual * 1.1 - time.monotonic()))
    else:
        wait_for_temporary(folder, before, process)
    if moment == "after that":
        # The fifth power spreads the moments over short writes as well as over long ones.
        time.sleep(share**5 * usual)
    process.send_signal(signal.SIGKILL)
    out, err = process.communicate(timeout=SLOWEST_SECONDS)
    if process.returncode not in (0, -signal.SIGKILL):
        sys.exit(f"{command} fails after an earlier kill: exit status {process.returncode}: {err}")
    return out, err


def phase_of(folder, known, finals):
    """Whether the kill came before, during or after the write, by the files that it left."""
    if temporary_in(folder) - known:
        return "during"
    return "after" if finals else "before"


def check_temporary(folder, outputs):
    """Everything that is left besides the outputs is one temporary file of each at most."""
    left = collections.Counter(TEMPORARY.fullmatch(name)[1] for name in temporary_in(folder))
    strange = names_in(folder) - set(outputs) - temporary_in(folder)
    if strange or set(left) - set(outputs) or max(left.values(), default=0) > 1:
        sys.exit(f"files are left: {sorted(names_in(folder))}")


def kill_job(job, backmap, given, folder, times, rng):
    command = job.command(backmap, given)
    run(command, folder)
    whole = {name: (folder / name).read_bytes() for name in job.outputs}
    usual = min(run(command, folder)[1] for _ in range(2))
    if not all(whole.values()) or any((folder / name).read_bytes() != data for name, data in whole.items()):
        sys.exit(f"{command}: an output is empty, or differs between two runs")
    phases, left = collections.Counter(), 0
    for _ in range(times):
        older = OLDER if rng.random() < 0.5 else None
        for name in job.outputs:
            (folder / name).unlink(missing_ok=True)
            if older:
                (folder / name).write_bytes(older)
        known = temporary_in(folder)
        run_and_kill(command, folder, usual, rng)
        found = {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in job.outputs}
        for name, data in found.items():
            if data not in (older, whole[name]):
                sys.exit(f"{command}: {name} is neither as before nor complete: {len(data or b'')} bytes")
        check_temporary(folder, job.outputs)
        left += len(temporary_in(folder) - known)
        phases[phase_of(folder, known, found[job.outputs[-1]] == whole[job.outputs[-1]])] += 1
    run(command, folder)
    if names_in(folder) != set(job.outputs) or any((folder / name).read_bytes() != whole[name] for name in whole):
        sys.exit(f"{command}: the run after the kills left {sorted(names_in(folder))}, or another output")
    return phases, left


class Keys:
    """What the commands have said about the keys of a file, and what the file says."""

    def __init__(self, backmap, folder):
        self.backmap, self.folder, self.path = backmap, folder, folder / "keys.toml"
        self.printed, self.revoked, self.made = {}, set(), 0

    def new(self):
        self.made += 1
        more = ["--keys", "keys.toml", "--scope", "catalog", "--expires", "2099-12-31"]
        return [self.backmap, "keys", "new", *more, f"key {self.made}"]

    def revoke(self, name):
        return [self.backmap, "keys", "revoke", "--keys", "keys.toml", name]

    def heard(self, name, out, err):
        """Notes what a command has acknowledged: a key by its whole line, or that one is revoked."""
        if out.endswith("\n"):
            self.printed[name] = out.strip()
        if f"`{name}` is revoked" in err:
            self.revoked.add(name)

    def in_file(self):
        return {key["name"]: key for key in tomllib.loads(self.path.read_text(encoding="utf-8")).get("key", [])}

    def check(self):
        """The file holds everything that was acknowledged. Returns its keys."""
        known = self.in_file() if self.path.exists() else {}
        for name, secret in self.printed.items():
            if known.get(name, {}).get("sha256") != hashlib.sha256(secret.encode()).hexdigest():
                sys.exit(f"{name} was printed and is not in the file")
        lost = [name for name in self.revoked if "revoked" not in known.get(name, {})]
        if lost:
            sys.exit(f"said to be revoked and not revoked in the file: {lost}")
        check_temporary(self.folder, ["keys.toml", "keys.lock"])
        return known

    def check_served(self):
        """A running service takes the printed keys, except for revoked ones."""
        command = [self.backmap, "serve", "--bind", "127.0.0.1:0", "--keys", str(self.path), "--log", "off"]
        service = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            url = service.stdout.readline().strip().removeprefix("listening on ")
            revoked = {name for name, key in self.in_file().items() if "revoked" in key}
            for name, secret in self.printed.items():
                expected = 401 if name in revoked else 200
                if (status := status_of(f"{url}/v1/designs", secret)) != expected:
                    sys.exit(f"{name}: the service answers {status}, expected {expected}")
        finally:
            service.kill()
            service.wait()


def status_of(url, secret):
    request = urllib.request.Request(url, headers={"authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request, timeout=SLOWEST_SECONDS) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def kill_keys(backmap, folder, times, rng):
    """Returns the phases of `keys new` and of `keys revoke`."""
    keys = Keys(backmap, folder)
    # Enough keys that the file takes a moment to write, and that every kill can revoke another one.
    for _ in range(10 + times // 2):
        command = keys.new()
        done, usual = run(command, folder)
        keys.heard(command[-1], done.stdout, done.stderr)
    phases = {"keys new": collections.Counter(), "keys revoke": collections.Counter()}
    for turn in range(times):
        before = keys.check()
        valid = sorted(name for name, key in before.items() if "revoked" not in key)
        command = keys.revoke(rng.choice(valid)) if turn % 2 else keys.new()
        known = temporary_in(folder)
        keys.heard(command[-1], *run_and_kill(command, folder, usual, rng))
        after = keys.check()
        if {**before, command[-1]: after.get(command[-1])} != {**after, command[-1]: after.get(command[-1])}:
            sys.exit(f"{command} was killed and changed another key")
        phases[" ".join(command[1:3])][phase_of(folder, known, before != after)] += 1
    command = keys.new()
    done, _ = run(command, folder)
    keys.heard(command[-1], done.stdout, done.stderr)
    keys.check()
    if names_in(folder) != {"keys.toml", "keys.lock"}:
        sys.exit(f"the run after the kills left {sorted(names_in(folder))}")
    keys.check_served()
    unprinted = len(keys.in_file()) - len(keys.printed)
    print(f"keys: {len(keys.printed)} printed, {len(keys.revoked)} said to be revoked, all as said; "
          f"{unprinted} in the file that were killed before they were printed")
    return phases


def report(name, phases):
    print(f"{name}: {sum(phases.values())} kills, " + ", ".join(f"{phases[phase]} {phase}" for phase in PHASES))


def main():
    backmap = str(pathlib.Path(sys.argv[1]).resolve())
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(10**6)
    print(f"seed {seed}")
    rng, total = random.Random(seed), collections.Counter()
    each = -(-times // (len(JOBS) + 2))
    with tempfile.TemporaryDirectory() as work:
        folders = [pathlib.Path(work) / f"job-{n}" for n in range(len(JOBS) + 2)]
        for folder in folders:
            folder.mkdir()
        given, keys, *rest = folders
        write_inputs(given, rng)
        for job, folder in zip(JOBS, rest, strict=True):
            phases, left = kill_job(job, backmap, given, folder, each, rng)
            report(f"{job.arguments[0]} to {' and '.join(job.outputs)} ({left} temporary files left, all deleted later)",
                 phases)
            total += phases
        for name, phases in kill_keys(backmap, keys, each * 2, rng).items():
            report(name, phases)
            total += phases
    report("together", total)
    if not all(total[phase] for phase in PHASES):
        sys.exit("no kill landed in one of the phases: change the sizes of the inputs")


if __name__ == "__main__":
    main()
