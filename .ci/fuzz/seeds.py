#!/usr/bin/env python3
"""Writes the seeds of each fuzz target into the folder `seeds`, from the examples of the project.

Usage: seeds.py [BACKMAP]

With a built BACKMAP there are seeds for Parquet: its own answers.
"""
import html
import io
import json
import pathlib
import subprocess
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SURVEYS = ROOT / "tests/fixtures/surveys"


def bodies():
    """The examples of all operations, each with the number of its operation before it."""
    document = json.loads((ROOT / "openapi/v1.json").read_text(encoding="utf-8"))
    examples = [operation["requestBody"]["content"]["application/json"]["example"]
                for item in document["paths"].values() for operation in item.values()
                if "application/json" in operation.get("requestBody", {}).get("content", {})]
    for example in examples:
        # A body that fits one operation tries the reader of every other one too.
        for number in range(0, 32, 4):
            yield bytes([number]) + json.dumps(example).encode()


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


NAMESPACE = "http://schemas.openxmlformats.org"


def workbook(rows):
    """A workbook of one sheet."""
    def cell(text):
        return f'<c t="inlineStr"><is><t>{html.escape(text)}</t></is></c>'
    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    main, relation = f"{NAMESPACE}/spreadsheetml/2006/main", f"{NAMESPACE}/officeDocument/2006/relationships"
    package = f"{NAMESPACE}/package/2006"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType='
                               '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                       f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>'
                           '<sheet name="Answers" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                                      f'Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    })


def answers():
    """The program's own answers as Parquet."""
    for kind in ("places", "scores") if len(sys.argv) > 1 else ():
        out = HERE / "seeds" / f"{kind}.parquet"
        command = [sys.argv[1], "batch", ROOT / "examples/teams.csv", "--answer", kind, "--output", out]
        subprocess.run(command, check=True, capture_output=True)
        yield out.read_bytes()
        out.unlink()


def files(*patterns):
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern)) if path.is_file()]


SEEDS = {
    "body": lambda: list(bodies()),
    "plan": lambda: list(bodies()),
    "teams": lambda: [b"\x00" + data for data in files("examples/**/*.csv")] +
                     [b"\x01" + data.replace(b"\n", b" ") for data in files("examples/*.json")],
    "parquet": lambda: list(answers()),
    "survey": lambda: files("tests/fixtures/surveys/*.csv"),
    "workbook": lambda: [workbook(line.split(",") for line in data.decode(errors="replace").splitlines()[:12])
                         for data in files("tests/fixtures/surveys/*.csv")],
    "roster": lambda: [zipped({path.name: path.read_bytes() for path in sorted(SURVEYS.glob("roster/*.csv"))})],
    "calendar": lambda: files("examples/calendars/*"),
}


def main():
    for target, seeds in SEEDS.items():
        folder = HERE / "seeds" / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds()):
            (folder / f"{number:04}").write_bytes(seed)


if __name__ == "__main__":
    main()
