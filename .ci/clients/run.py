"""Generates clients from the OpenAPI document, compiles them, and calls every operation with its example.

Usage: run.py URL WORK [CLIENT ...]

The clients and their commands are in clients.toml. Without names, all of them run. WORK is a directory with the
packages of package.json, and gets a directory for each client. A command that fails, and an answer other than 200, ends
the run with an error.

The calls are the same for all clients. CALLS is a list in JSON with the operation, its tag, the values of its path, the
media type, the body, and the names of its query, which have no values. A part of a form that is a file is its path, in an object with the key `$file`. Clients for
TypeScript get the calls as code instead, so that the compiler checks the examples against the generated types.
"""

import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DOCUMENT = ROOT / "openapi" / "v1.json"
# The document's example has words in place of the bytes.
BYTES = {("fill_template", "template"): ROOT / "examples" / "templates" / "improvement-plan.docx"}
NO_TESTS = "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"
CALLS_TS = """import { readFile } from "node:fs/promises";
import * as sdk from "./sdk/index.js";

const file = async (path: string): Promise<Blob> => new Blob([await readFile(path)]);

export { sdk };
export const calls = {
CALLS
};
"""


def form(document: dict, operation: str, content: dict, work: pathlib.Path) -> dict:
    """Returns the example of a form, with every file written to `work`."""
    schema = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
    body = dict(content["example"])
    for name, value in content["example"].items():
        if schema["properties"][name].get("format") == "binary":
            file = work / f"{operation}-{name}"
            given = BYTES.get((operation, name))
            file.write_bytes(given.read_bytes() if given else value.encode())
            body[name] = {"$file": str(file)}
    return body


def calls_of(document: dict, work: pathlib.Path) -> list[dict]:
    """Returns one call for every operation. If it reads several media types, its first."""
    calls = []
    for path in document["paths"].values():
        for described in (value for value in path.values() if "operationId" in value):
            name = described["operationId"]
            values = {one["name"]: one["example"] for one in described.get("parameters", []) if one["in"] == "path"}
            query = [one["name"] for one in described.get("parameters", []) if one["in"] == "query"]
            call = {"operation": name, "tag": described["tags"][0], "path": values, "media": None, "body": None}
            call["query"] = query
            if "requestBody" in described:
                media, content = next(iter(described["requestBody"]["content"].items()))
                is_form = media == "multipart/form-data"
                body = form(document, name, content, work) if is_form else content["example"]
                call |= {"media": media, "body": body}
            calls.append(call)
    return calls


def literal(value) -> str:
    """Returns a value as TypeScript."""
    if isinstance(value, dict) and value.keys() == {"$file"}:
        return "await file(" + json.dumps(value["$file"]) + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)}: {literal(inner)}" for name, inner in value.items()) + "}"
    return json.dumps(value)


def typescript(calls: list[dict], style: str) -> str:
    """Returns the calls as TypeScript. `options` passes one object, `positions` the values of the path and the body."""
    lines = []
    for call in calls:
        first, *others = call["operation"].split("_")
        name = first + "".join(word.capitalize() for word in others)
        if style == "positions":
            given = [*call["path"].values(), *([call["body"]] if call["media"] else [])]
            arguments = ", ".join(map(literal, given))
        else:
            given = {"path": call["path"]} if call["path"] else {}
            given |= {"body": call["body"]} if call["media"] else {}
            # Without this, text is sent as a JSON string.
            given |= {"bodySerializer": None} if isinstance(call["body"], str) else {}
            arguments = literal(given)
        lines.append(f"  {call['operation']}: async () => sdk.{name}({arguments}),")
    return CALLS_TS.replace("CALLS", "\n".join(lines))


def install(packages: set[str]) -> None:
    """Installs the missing packages of Debian, which needs root."""
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\\n", *packages]
    known = subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.splitlines()
    missing = packages - {line.split()[1] for line in known if line.startswith("installed ")}
    if missing:
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL, "check": True}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-qq", "--no-install-recommends", *sorted(missing)], **quiet)


def run(client: dict, calls: list[dict], work: pathlib.Path, environment: dict) -> None:
    directory = work / client["name"]
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    calls = [call for call in calls if call["operation"] not in client.get("leaves_out", [])]
    (directory / "calls.json").write_text(json.dumps(calls))
    if "typescript" in client:
        (directory / "calls.ts").write_text(typescript(calls, client["typescript"]))
    for step in ("generate", "compile", "call"):
        begun = time.monotonic()
        command = ["bash", "-euo", "pipefail", "-c", client[step]]
        done = subprocess.run(
            command, cwd=directory, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            sys.exit(f"{done.stdout[-8000:]}\n{client['name']}: {step} failed with status {done.returncode}")
        print(f"{client['name']}: {step}, {time.monotonic() - begun:.0f} seconds", flush=True)
        if step == "call":
            print(done.stdout, end="", flush=True)


def package(name: str) -> pathlib.Path:
    """Returns the directory of an installed Python package."""
    return pathlib.Path(importlib.util.find_spec(name).origin).parent


def main(url: str, directory: str, *names: str) -> None:
    work = pathlib.Path(directory).resolve()
    clients = tomllib.loads((HERE / "clients.toml").read_text())["client"]
    unknown = set(names) - {client["name"] for client in clients}
    if unknown:
        sys.exit(f"unknown clients: {', '.join(sorted(unknown))}")
    chosen = [client for client in clients if not names or client["name"] in names]
    install({package for client in chosen for package in client.get("packages", [])})
    calls = calls_of(json.loads(DOCUMENT.read_text()), work)
    jar = package("openapi_generator_cli") / "openapi-generator.jar"
    environment = os.environ | {
        "DOCUMENT": str(DOCUMENT),
        "URL": url,
        "CALLS": "calls.json",
        "HERE": str(HERE),
        "ROOT": str(ROOT),
        "NPM": str(work / "node_modules" / ".bin"),
        "JAVA": f"java -jar {jar} generate --input-spec {DOCUMENT} --output . {NO_TESTS}",
        "JARS": f"{package('pyspark')}/jars/*:/usr/share/java/httpmime.jar",
    }
    for client in chosen:
        run(client, calls, work, environment)


if __name__ == "__main__":
    main(*sys.argv[1:])
