"""Compares the job of examples/spark with one process: the bytes must match, also if a task dies halfway and is retried.

Usage: python spark.py BACKMAP FOLDER        reads the teams in FOLDER/teams and writes next to them
       python spark.py --teams FOLDER        generates the teams

The teams include rejected ones and everything that line readers may treat differently.
"""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "examples" / "spark"))

SEED = 7
TEAMS = 3000
FILES = 4
# The maximum size of a piece of a file, in bytes: a few pieces, and many.
PIECES = [1 << 30, 400_000, 60_000]

LEVELS = "time_available perceived_need perceived_value shared_vision sustained_support change_experience".split()
OUTCOMES = "awareness knowledge application mastery attitude inquiry".split()
# None of these ends a line, although some readers assume it.
NO_ENDS = ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\ufeff", "\ufffd", "\N{GRINNING FACE}"]
ODD = [
    b"",
    b" ",
    b"\t\r",
    b"{",
    b"null",
    b'{"factors": {"time_available": 6}}',
    b'{"factors": {"no_such_factor": 1}}',
    b'{"id": "not UTF-8 \xff\xfe", "factors": {}}',
    b'{"id": "cut off \xe2\x80", "factors": {}}',
    b'{"id": "ends in a carriage return", "factors": {}}\r',
    b'{"id": "has one inside",\r"factors": {}}',
    b'{"id": "NUL \x00", "factors": {}}',
]


def team(draw, at):
    def level():
        return draw.choice([draw.randint(1, 5), 3.4, {"counts": [draw.randint(0, 4) for _ in range(4)] + [1]}])

    factors = {factor: level() for factor in LEVELS if draw.random() < 0.7}
    if draw.random() < 0.7:
        factors["outcome_type"] = draw.choice(OUTCOMES)
    if draw.random() < 0.7:
        factors["resources"] = {"staff": draw.randint(1, 5), "technology": draw.randint(1, 5)}
    profile = {"id": f"team {at} {draw.choice(NO_ENDS)}", "factors": factors}
    body = draw.choice([profile, {"profile": profile}, {"profile": profile, "options": {"exclude": ["coaching"]}}])
    return json.dumps(body, ensure_ascii=draw.random() < 0.5).encode()


def teams(folder):
    """Writes files of lines; the first starts with a byte order mark, and the last line has no line end."""
    draw = random.Random(SEED)
    lines = [draw.choice(ODD) if draw.random() < 0.1 else team(draw, at) for at in range(TEAMS)]
    # A line that is too long, and empty rows where a piece may end.
    lines[TEAMS // 3] = b'{"id": "' + b"x" * 1_500_000 + b'", "factors": {}}'
    lines[TEAMS // 2 : TEAMS // 2] = [b""] * 300
    folder.mkdir()
    size = -(-len(lines) // FILES)
    for at in range(FILES):
        text = b"".join(line + b"\n" for line in lines[at * size : (at + 1) * size])
        text = (b"\xef\xbb\xbf" if at == 0 else b"") + (text[:-1] if at == FILES - 1 else text)
        # In the order of the names, which contain pattern characters.
        (folder / f"teams [{at}].ndjson").write_bytes(text)


def wrapper(path, backmap, lines):
    """Writes an executable that replaces the command."""
    path.write_text("\n".join(["#!/usr/bin/env bash", f'here="{path.parent}" backmap="{backmap}"', *lines, ""]))
    path.chmod(0o755)
    return str(path)


def killed_once(folder, backmap):
    """Each start writes a line. The first one is killed after some output, in the middle of a line."""
    dies = 'if mkdir "$here/killed" 2>/dev/null; then "$backmap" "$@" | head -c 10000; kill -KILL $$; fi'
    return wrapper(folder / "killed-once", backmap, ['echo start >>"$here/starts"', dies, 'exec "$backmap" "$@"'])


def loses_lines(folder, backmap):
    """Exits with success but answers at most twenty lines."""
    return wrapper(folder / "loses-lines", backmap, ['"$backmap" "$@" | head -n 20'])


class Held:
    """Runs the job in one session."""

    def __init__(self, backmap, folder):
        from pyspark.errors import PySparkException
        from py4j.protocol import Py4JJavaError
        import rank

        self.rank, self.refusals = rank, (Py4JJavaError, PySparkException)
        self.folder = folder
        self.arguments = ["--answer", "places", "--top", "3"]
        self.teams = f"{folder}/teams/*.ndjson"
        given = b"".join(path.read_bytes() for path in sorted((folder / "teams").iterdir()))
        # Counted independently: a line ends with a line feed or at the end of the input.
        self.lines = given.count(b"\n") + (not given.endswith(b"\n"))
        one = subprocess.run(
            [backmap, "batch", "-", "--output", "-", *self.arguments], input=given, capture_output=True, check=True
        )
        self.expected = one.stdout
        assert self.expected.count(b"\n") == self.lines, "one process loses lines"
        refused = self.expected.count(b'"type":"/problems/')
        assert 0 < refused < self.lines / 4, f"unexpected number of rejected rows: {refused}"
        print(f"one process: {self.lines} lines, {refused} of them rejected, {len(self.expected)} bytes of answers")
        begun = time.monotonic()
        self.spark = rank.session(PIECES[0])
        self.spark.sparkContext.addPyFile(rank.__file__)
        print(f"Spark {self.spark.version} started in {time.monotonic() - begun:.0f} s", flush=True)

    def run(self, name, backmap, piece_bytes):
        """Runs the job. Returns the number of pieces and of failed ones."""
        context = self.spark.sparkContext
        self.spark.conf.set("spark.sql.files.maxPartitionBytes", str(piece_bytes))
        context.setJobGroup(name, name)
        paths = self.rank.files(self.spark, self.teams)
        pieces = self.rank.rank(self.spark, backmap, paths, str(self.folder / name), self.arguments)
        tracker = context.statusTracker()
        (job,) = tracker.getJobIdsForGroup(name)
        failed = sum(tracker.getStageInfo(stage).numFailedTasks for stage in tracker.getJobInfo(job).stageIds)
        return pieces, failed

    def same(self, name, backmap, piece_bytes, failures):
        begun = time.monotonic()
        pieces, failed = self.run(name, backmap, piece_bytes)
        seconds = time.monotonic() - begun
        compare(self.folder / name, self.expected)
        assert failed == failures, f"{name}: {failed} pieces failed, expected {failures}"
        print(f"{name}: {pieces} pieces, {failed} failed, the same bytes ({seconds:.1f} s)", flush=True)
        return pieces

    def refused(self, name, backmap, piece_bytes, reason):
        try:
            self.run(name, backmap, piece_bytes)
        except self.refusals as error:
            assert reason in str(error), f"{name}: {error}"
        else:
            sys.exit(f"{name}: succeeded unexpectedly")
        left = [path.name for path in (self.folder / name).glob("*") if path.name != "_temporary"]
        assert not left, f"{name}: left files behind: {left}"
        print(f"{name}: failed as expected, without output", flush=True)


def compare(output, expected):
    assert (output / "_SUCCESS").exists(), f"{output.name} was not committed"
    got = b"".join(path.read_bytes() for path in sorted(output.glob("part-*")))
    if got != expected:
        pairs = zip(got.split(b"\n"), expected.split(b"\n"))
        line = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
        sys.exit(f"{output.name}: {len(got)} bytes, expected {len(expected)}; the first different line is {line}")


def hold(backmap, folder):
    held = Held(backmap, folder)
    try:
        counts = [held.same(f"pieces-of-{size}", backmap, size, failures=0) for size in PIECES]
        assert counts == sorted(set(counts)), f"unexpected numbers of pieces: {counts}"
        pieces = held.same("killed-once-output", killed_once(folder, backmap), PIECES[0], failures=1)
        starts = (folder / "starts").read_text().count("start")
        assert (folder / "killed").is_dir() and starts == pieces + 1, f"{starts} attempts at {pieces} pieces"
        print(f"{starts} attempts for {pieces} pieces: the killed one was retried")
        held.refused("loses-lines-output", loses_lines(folder, backmap), PIECES[0], "lines and returned 20")
    finally:
        held.spark.stop()


if __name__ == "__main__":
    if sys.argv[1] == "--teams":
        teams(Path(sys.argv[2]) / "teams")
    else:
        hold(sys.argv[1], Path(sys.argv[2]).resolve())
