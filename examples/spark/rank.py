"""Ranks the designs for the teams in many files under Spark.

`spark-submit rank.py --backmap FILE --input 'teams/*.ndjson' --output FOLDER`

Spark cuts the files into pieces and shares them out, runs a piece again when it fails, and lets the output appear as a
whole; what is said of each team comes from `backmap batch`, which every piece is piped through as it is. A piece counts
only if the command ended well and gave as many lines as it was given. The output folder holds the answers in the order of
the files' names and of the lines in them: `cat out/part-*` is what one process would have written.
"""

import argparse
import os
import re
import subprocess
import tempfile
import threading
from functools import partial

from pyspark import SparkFiles
from pyspark.sql import SparkSession

# How much is read from the command at once, and about how much is handed on to Spark together.
READ_BYTES = 1 << 20
# How much of what the command said on standard error stands in the error of a piece that failed.
TOLD_BYTES = 2000


class Feeder(threading.Thread):
    """Writes the lines of a piece to the command, while its answers are read elsewhere."""

    def __init__(self, lines, stream):
        super().__init__(daemon=True)
        self.lines, self.stream = lines, stream
        self.count, self.error = 0, None

    def run(self):
        try:
            with self.stream:
                for line in self.lines:
                    self.stream.write(line + b"\n")
                    self.count += 1
        # Also what goes wrong in reading the piece; it is told where the answers are read.
        except BaseException as error:
            self.error = error


def blocks(stream):
    """What a stream holds, in blocks of whole lines, the last end of a line left off each. What follows the last end is
    no line and is left out, so that the count tells."""
    rest = []
    while read := stream.read1(READ_BYTES):
        end = read.rfind(b"\n") + 1
        if not end:
            rest.append(read)
            continue
        yield b"".join([*rest, read[: end - 1]])
        rest = [read[end:]]


def answered(lines, command):
    """Pipes lines through the command, and gives its answers in blocks of lines. Anything amiss is an error."""
    with tempfile.TemporaryFile() as said:
        filtering = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said)
        feeder = Feeder(lines, filtering.stdin)
        feeder.start()
        try:
            count = 0
            for block in blocks(filtering.stdout):
                count += block.count(b"\n") + 1
                yield block
            status = filtering.wait()
            feeder.join()
            check(status, feeder, count, said)
        finally:
            # Without effect where it has ended; the feeder then has nobody to write to and ends as well.
            filtering.kill()
            filtering.wait()
            filtering.stdout.close()


def check(status, feeder, count, said):
    if status != 0:
        said.seek(max(0, said.seek(0, os.SEEK_END) - TOLD_BYTES))
        told = said.read().decode(errors="replace")
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        raise RuntimeError(f"the command {how} after {count} answers:\n{told}")
    if feeder.error is not None and not isinstance(feeder.error, BrokenPipeError):
        raise RuntimeError(f"not all lines could be read: {feeder.error!r}") from feeder.error
    if feeder.error is not None or count != feeder.count:
        raise RuntimeError(f"the command took {feeder.count} lines and answered {count}")


def answered_here(rows, name, arguments):
    """What an executor does with a piece: the command is the file of that name that came along with the job."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return iter(())

    def lines():
        yield bytes(first[0])
        for row in rows:
            yield bytes(row[0])

    return answered(lines(), [SparkFiles.get(name), *arguments])


def files(spark, pattern):
    """The files that a pattern names, in the order of their names, wherever Spark can read."""
    path = spark._jvm.org.apache.hadoop.fs.Path(pattern)
    system = path.getFileSystem(spark._jsc.hadoopConfiguration())
    found = system.globStatus(path)
    paths = sorted(status.getPath().toString() for status in found or [] if status.isFile())
    if not paths:
        raise SystemExit(f"{pattern}: there is no such file")
    hidden = [path for path in paths if path.rsplit("/", 1)[-1].startswith(("_", "."))]
    if hidden:
        raise SystemExit(f"Spark reads nothing from files named like these, without a word: {', '.join(hidden)}")
    return paths


def lines_of(spark, path):
    """The lines of a file as bytes, whatever they hold. Only a line feed ends a line.

    `textFile` and `pipe` would not do: they end lines at a carriage return as well and replace what is not UTF-8, so that a
    row which has to be refused might be ranked. Several files in one `read.text` would be put in order of their sizes.
    """
    one = re.sub(r"([\\{}\[\]*?])", r"\\\1", path)
    return spark.read.option("lineSep", "\n").text(one).selectExpr("cast(value as binary)").rdd


def rank(spark, backmap, paths, output, arguments):
    """Runs the job, and says how many pieces there were."""
    context = spark.sparkContext
    context.addFile(backmap)
    pieces = context.union([lines_of(spark, path) for path in paths])
    # Spark runs a piece for each core that it has, so that one thread a piece is enough.
    command = ["batch", "-", "--output", "-", "--jobs", "1", *arguments]
    answers = pieces.mapPartitions(partial(answered_here, name=os.path.basename(backmap), arguments=command))
    # A block of lines is saved like a line: its bytes, and the end of a line.
    answers.saveAsTextFile(output)
    return pieces.getNumPartitions()


def session(piece_bytes):
    settings = {
        # Where two attempts at a piece end, one counts; the output is moved in place at the end, by piece and as a whole.
        "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
        "spark.sql.files.maxPartitionBytes": str(piece_bytes),
    }
    builder = SparkSession.builder.appName("backmap batch")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--backmap", required=True, help="the executable; it is sent to every executor")
    parser.add_argument("--input", required=True, help="files of one profile a line, as a pattern")
    parser.add_argument("--output", required=True, help="a folder that is not there yet")
    parser.add_argument("--answer", choices=["scores", "places", "reasons", "whole"], default="places")
    parser.add_argument("--top", type=int, help="how many places each team is given")
    parser.add_argument("--piece-bytes", type=int, default=128 << 20, help="how large the pieces of a file are at most")
    asked = parser.parse_args()
    arguments = ["--answer", asked.answer, *(["--top", str(asked.top)] if asked.top else [])]

    spark = session(asked.piece_bytes)
    try:
        pieces = rank(spark, asked.backmap, files(spark, asked.input), asked.output, arguments)
    finally:
        spark.stop()
    print(f"{pieces} pieces are ranked in {asked.output}")


if __name__ == "__main__":
    main()
