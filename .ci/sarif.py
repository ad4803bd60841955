"""Validates SARIF audits against the schema of the standard: `sarif.py BACKMAP SCHEMA PLAN...`."""

import json
import subprocess
import sys

from jsonschema import Draft7Validator

backmap, schema, *plans = sys.argv[1:]
validator = Draft7Validator(json.load(open(schema, encoding="utf-8")))
for plan in plans:
    audit = subprocess.run([backmap, "audit", plan, "--format", "sarif", "--fail-on", "never"], capture_output=True, check=True)
    log = json.loads(audit.stdout)
    errors = [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(log)]
    if errors:
        sys.exit(f"{plan}: {len(errors)} SARIF 2.1.0 errors\n" + "\n".join(errors[:5]))
    run = log["runs"][0]
    if not run["tool"]["driver"]["rules"]:
        sys.exit(f"{plan}: no rules")
    print(f"{plan}: {len(run['results'])} results for {len(run['tool']['driver']['rules'])} rules, valid SARIF {log['version']}")
