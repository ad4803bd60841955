"""Checks the reading level of what planners read: the pages and the terminal.

Usage: reading.py BACKMAP URL. Prints the mean US grade (Flesch and Kincaid) and the twenty hardest sentences. Exits with 1
if the mean is above grade 9.
"""

import html.parser
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import urllib.request

import readability

MOST = 9.0
EXAMPLES = sorted(pathlib.Path("examples").glob("*.json"))
PAGES = [
    *["/", "/questions", "/answers", "/plan"],
    *["/designs", "/designs/coaching", "/designs/lesson_study", "/factors", "/factors/time_available"],
]
SHORTEST = 4  # words
WRAPPED = 80  # columns


class Text(html.parser.HTMLParser):
    """Collects the text of a page, one line for each block."""

    BLOCKS = {"p", "li", "dd", "dt", "td", "th", "h1", "h2", "h3", "label", "legend", "summary", "div", "section", "option"}

    def __init__(self):
        super().__init__()
        self.lines, self.hidden = [""], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "svg")
        if tag in self.BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "svg")
        if tag in self.BLOCKS:
            self.lines.append("")

    def handle_data(self, data):
        if not self.hidden:
            self.lines[-1] += data


def page(url, fields=None):
    body = urllib.parse.urlencode(fields).encode() if fields else None
    parser = Text()
    parser.feed(urllib.request.urlopen(url, body, timeout=30).read().decode())
    return parser.lines


def fields(path):
    """The answers of an example that are one level, as the form sends them."""
    body = json.loads(path.read_text())
    answers = body.get("profile", body)["factors"]
    return [(name, answer) for name, answer in answers.items() if isinstance(answer, (int, float, str))]


def terminal(backmap, path):
    """The text of the terminal: a line continues the one before it if that one was wrapped."""
    command = [backmap, "recommend", path, "--full"]
    lines, wrapped = [], False
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        if wrapped and line.strip()[:1].isalpha():
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
        wrapped = len(line) > WRAPPED
    return lines


def sentences(lines):
    for line in lines:
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", " ".join(line.split())):
            words = re.findall(r"[A-Za-z][A-Za-z'-]*", sentence)
            if len(words) >= SHORTEST and sentence.rstrip(")").endswith((".", "?", "!")):
                yield sentence, words


def grade(words):
    return readability.getmeasures([" ".join(words)], lang="en")["readability grades"]["Kincaid"]


def main(backmap, url):
    lines = [line for path in PAGES for line in page(url + path)]
    for example in EXAMPLES:
        lines += page(url + "/ranking", fields(example)) + terminal(backmap, str(example))
    found = {sentence: (grade(words), len(words)) for sentence, words in sentences(lines)}
    mean = sum(grade * words for grade, words in found.values()) / sum(words for _, words in found.values())
    print(f"{len(found)} sentences, mean US grade {mean:.1f}; the twenty hardest:")
    for sentence, (of, _) in sorted(found.items(), key=lambda one: -one[1][0])[:20]:
        print(f"{of:5.1f}  {sentence}")
    return mean > MOST


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
