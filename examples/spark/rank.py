"""Ranks the designs for the teams in many files under Spark.

`spark-submit rank.py --backmap FILE --input 'teams/*.ndjson' --output FOLDER`

Spark splits the files into pieces, distributes them, retries a piece that fails, and publishes the output only when
it is complete. Each piece is piped unchanged through `backmap batch`, which writes the answers. A piece counts only
if the command exits with 0 and returns as many lines as it received. The output folder contains the answers in the
order of the file names and of the lines in each file: `cat out/part-*` equals the output of a single process.
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

# How many bytes to read from the command at once, which is about the size of a block passed to Spark.
READ_BYTES = 1 << 20
# How many bytes of the command's standard error to include in the error of a failed piece.
TOLD_BYTES = 2000


class Feeder(threading.Thread):
    """Writes the lines of a piece to the command while another thread reads its answers."""

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
        # Includes errors from reading the piece; the thread that reads the answers reports them.
        except BaseException as error:
            self.error = error


def blocks(stream):
    """Yields a stream in blocks of whole lines, without the final newline of each block. Drops text after the last
    newline, because it is not a whole line; the line count then reveals the loss."""
    rest = []
    while read := stream.read1(READ_BYTES):
        end = read.rfind(b"\n") + 1
        if not end:
            rest.append(read)
            continue
        yield b"".join([*rest, read[: end - 1]])
        rest = [read[end:]]


def answered(lines, command):
    """Pipes lines through the command and yields its answers in blocks of lines. Raises an error on any failure."""
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
            # No effect if the command has already ended; the feeder's pipe then breaks, so it ends too.
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
        raise RuntimeError(f"reading the lines failed: {feeder.error!r}") from feeder.error
    if feeder.error is not None or count != feeder.count:
        raise RuntimeError(f"the command received {feeder.count} lines and returned {count}")


def answered_here(rows, name, arguments):
    """Runs a piece on an executor. The command is the file of that name sent with the job."""
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
    """Returns the files that match a pattern, sorted by name, from any file system that Spark can read."""
    path = spark._jvm.org.apache.hadoop.fs.Path(pattern)
    system = path.getFileSystem(spark._jsc.hadoopConfiguration())
    found = system.globStatus(path)
    paths = sorted(status.getPath().toString() for status in found or [] if status.isFile())
    if not paths:
        raise SystemExit(f"{pattern}: file not found")
    hidden = [path for path in paths if path.rsplit("/", 1)[-1].startswith(("_", "."))]
    if hidden:
        raise SystemExit(f"Spark silently ignores files whose names begin with _ or .: {', '.join(hidden)}")
    return paths


def lines_of(spark, path):
    """Returns the lines of a file as bytes, whatever they contain. Only a line feed ends a line.

    `textFile` and `pipe` also end lines at a carriage return and replace bytes that are not UTF-8, so they could rank a row
    that must be rejected. Several files in one `read.text` would be sorted by size.
    """
    one = re.sub(r"([\\{}\[\]*?])", r"\\\1", path)
    return spark.read.option("lineSep", "\n").text(one).selectExpr("cast(value as binary)").rdd


def rank(spark, backmap, paths, output, arguments):
    """Runs the job and returns the number of pieces."""
    context = spark.sparkContext
    context.addFile(backmap)
    pieces = context.union([lines_of(spark, path) for path in paths])
    # Spark runs one piece per core, so one thread per piece is enough.
    command = ["batch", "-", "--output", "-", "--jobs", "1", *arguments]
    answers = pieces.mapPartitions(partial(answered_here, name=os.path.basename(backmap), arguments=command))
    # A block of lines is saved like one line: its bytes and a newline.
    answers.saveAsTextFile(output)
    return pieces.getNumPartitions()


def session(piece_bytes):
    settings = {
        # If two attempts at a piece finish, only one counts. Output moves into place when a piece, and the job, finishes.
        "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
        "spark.sql.files.maxPartitionBytes": str(piece_bytes),
    }
    builder = SparkSession.builder.appName("backmap batch")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--backmap", required=True, help="the executable, which is sent to every executor")
    parser.add_argument("--input", required=True, help="a pattern for files with one profile per line")
    parser.add_argument("--output", required=True, help="the output folder, which must not exist yet")
    parser.add_argument("--answer", choices=["scores", "places", "reasons", "whole"], default="places")
    parser.add_argument("--top", type=int, help="how many places to return for each team")
    parser.add_argument("--piece-bytes", type=int, default=128 << 20, help="the maximum size of a piece in bytes")
    asked = parser.parse_args()
    arguments = ["--answer", asked.answer, *(["--top", str(asked.top)] if asked.top else [])]

    spark = session(asked.piece_bytes)
    try:
        pieces = rank(spark, asked.backmap, files(spark, asked.input), asked.output, arguments)
    finally:
        spark.stop()
    print(f"Ranked {pieces} pieces in {asked.output}")


if __name__ == "__main__":
    main()
