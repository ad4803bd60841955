"""Calls every operation of a generated Python client with its example.

Usage: call.py openapi_python_client | openapi_generator URL CALLS.json, with the generated package on the path
"""

import importlib
import inspect
import json
import pathlib
import sys
import typing


def plain(body):
    """Returns a body with the bytes of its files."""
    if isinstance(body, dict) and body.keys() == {"$file"}:
        return pathlib.Path(body["$file"]).read_bytes()
    return {name: plain(value) for name, value in body.items()} if isinstance(body, dict) else body


def model_of(annotation):
    """Returns the generated class of a parameter, if it has one."""
    inner = typing.get_args(annotation)
    return annotation if hasattr(annotation, "from_dict") else next(filter(None, map(model_of, inner)), None)


def openapi_python_client(url: str, call: dict) -> int:
    from backmap_client import Client

    module = importlib.import_module(f"backmap_client.api.{call['tag']}.{call['operation']}")
    given = dict(call["path"])
    if call["media"]:
        model = model_of(typing.get_type_hints(module.sync_detailed)["body"])
        given["body"] = model.from_dict(plain(call["body"])) if model else call["body"]
    client = Client(base_url=url, raise_on_unexpected_status=True)
    return module.sync_detailed(client=client, **given).status_code


def openapi_generator(url: str, call: dict) -> int:
    from backmap_openapi import ApiClient, Configuration

    module = importlib.import_module(f"backmap_openapi.api.{call['tag']}_api")
    api = getattr(module, f"{call['tag'].capitalize()}Api")(ApiClient(Configuration(host=url)))
    method = getattr(api, f"{call['operation']}_with_http_info")
    given = dict(call["path"])
    if call["media"] == "multipart/form-data":
        given |= plain(call["body"])
    elif call["media"]:
        hints = typing.get_type_hints(inspect.unwrap(method))
        own = next(name for name in hints if not name.startswith("_") and name not in given)
        model = model_of(hints[own])
        given[own] = model.from_dict(call["body"]) if model else call["body"]
    return method(**given).status_code


KINDS = {"openapi_python_client": openapi_python_client, "openapi_generator": openapi_generator}


def main(kind: str, url: str, file: str) -> None:
    calls = json.loads(pathlib.Path(file).read_text())
    for call in calls:
        try:
            status = KINDS[kind](url, call)
        except Exception as error:
            error.add_note(f"operation {call['operation']}")
            raise
        if status != 200:
            sys.exit(f"{call['operation']} answered {status}")
    print(f"{len(calls)} operations called")


if __name__ == "__main__":
    main(*sys.argv[1:])
