#!/usr/bin/env python3
"""Checks that the sample outputs in the documents are what the commands print.

Usage: .ci/docs.py BACKMAP [URL] [--write]

A sample is a block that begins with ```console and has `$ command` as its first line; the output follows. Commands that
begin with `backmap` or `cargo run --release --` run the binary BACKMAP. Commands that begin with `curl` ask the running
service at URL, and are skipped without one. All run in a shell from the repository's root; only standard output counts.

A line that is just `...` matches any number of lines. `--write` puts the present output into the documents. It keeps as
many lines as the block shows before a `...`, and finds the part after a `...` by the first line of that part.
"""

import difflib
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "docs/guide.md", "docs/integrating.md", "docs/district.md", "docs/district-cohorts.md",
             "docs/district-report.md", "docs/learning.md"]
BLOCK = re.compile(r"^```console\n\$ (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BINARY = re.compile(r"^(backmap|cargo run --release --)(?= )")
SERVICE = re.compile(r"http://(localhost|127\.0\.0\.1):8080")
GAP = "..."


def run(command, binary, url):
    """Returns the lines that a command prints, or None if it is not checked."""
    if BINARY.match(command):
        command = BINARY.sub(lambda _: shlex.quote(binary), command)
    elif command.startswith("curl ") and url and shutil.which("curl"):
        command = SERVICE.sub(lambda _: url, command).replace("curl", "curl --silent --show-error", 1)
    else:
        return None
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120)
    if not done.stdout:
        print(f"no output from: {command}\n{done.stderr}", file=sys.stderr)
    return [line.rstrip() for line in done.stdout.splitlines()]


def parts(shown):
    """Splits the lines of a block at each `...`."""
    found = [[]]
    for line in shown:
        if line == GAP:
            found.append([])
        else:
            found[-1].append(line)
    return found


def matches(shown, printed):
    """Whether the printed lines match the block: each part at the first place that fits, the last one at the end."""
    at, all_parts = 0, parts(shown)
    for number, part in enumerate(all_parts):
        if number == 0:
            starts = [0]
        elif number == len(all_parts) - 1:
            starts = [len(printed) - len(part)]
        else:
            starts = range(at, len(printed))
        fits = (start for start in starts if start >= at and printed[start : start + len(part)] == part)
        start = next(fits, None)
        if start is None:
            return False
        at = start + len(part)
    return at == len(printed)


def renewed(shown, printed):
    """Returns the lines of the block with the present output: the same parts, as long as they were."""
    lines, at, old = [], 0, parts(shown)
    for number, part in enumerate(old):
        last = number == len(old) - 1
        if number:
            lines.append(GAP)
            if part and part[0] in printed[at:]:
                at = printed.index(part[0], at)
            elif last:
                at = max(at, len(printed) - len(part))
            else:
                sys.exit(f"cannot place the part that begins with: {part[0] if part else GAP}")
        end = len(printed) if last and (part or not number) else at + len(part)
        lines += printed[at:end]
        at = end
    return lines


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    write = "--write" in sys.argv[1:]
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    binary = str(pathlib.Path(arguments[0]).resolve())
    url = arguments[1].rstrip("/") if len(arguments) == 2 else None
    checked = different = 0
    for name in DOCUMENTS:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")

        def check(block):
            nonlocal checked, different
            head, *shown = block[0].removesuffix("\n```").split("\n")[1:]
            while head.endswith("\\") and shown:
                head += "\n" + shown.pop(0)
            printed = run(head.removeprefix("$ "), binary, url)
            if printed is None:
                return block[0]
            checked += 1
            new = renewed(shown, printed)
            if matches(shown, printed):
                return block[0]
            different += 1
            if not write:
                print(f"{name}: {head}")
                print("\n".join(difflib.unified_diff(shown, new, "document", "command", lineterm="")))
            return "\n".join(["```console", head, *new, "```"])

        text = BLOCK.sub(check, text)
        if write:
            path.write_text(text, encoding="utf-8")
    print(f"{checked} samples checked, {different} {'rewritten' if write else 'differ'}")
    sys.exit(1 if different and not write else 0)


if __name__ == "__main__":
    main()
