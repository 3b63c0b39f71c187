"""What the tests of ``fgk review`` share: a change to the sound municipality, and what is found in it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from fgk.cli.main import run
from repositories import DAY, SOUND

SCHEMA = json.loads((Path(__file__).parent.parent / "schemas/output/review.schema.json").read_text("utf-8"))
GOALS, AUDIT = SOUND["goals.yaml"], SOUND["audit.yaml"]
MEASURES = re.sub(r"      - date: 2026-02-01\n(        .*\n)+", "", SOUND["measures.yaml"])
"""The measures, none of which has been put off yet."""
LATER = MEASURES.replace("due: 2026-03", "due: 2026-09")
POSTPONED = MEASURES.replace(
    "    log:\n",
    "    log:\n      - {date: 2026-11-10, status: postponed, new_due: 2027-03, reason: Personal fehlt%s}\n",
    1,
)

AMENDED = SOUND["resolutions.yaml"] + (
    "  - id: rat-aufschub\n    title: Aufschub der Kita\n    kind: amendment\n    consultations:\n"
    "      - {body: Rat, date: %s, role: decision, result: %s}\n"
)

DROPPED = "      - {date: 2026-11-10, status: dropped, reason: Es findet sich kein Grundstück%s}\n"


def reviewed(
    capsys: pytest.CaptureFixture[str], root: Path, *arguments: str, code: int | None = None, base: str = "main"
) -> dict[str, Any]:
    capsys.readouterr()
    options = ["--repo", str(root), "--at", DAY.isoformat(), "--lang", "de"]
    found = run(["review", "--base", base, "--format", "json", *arguments, *options])
    captured = capsys.readouterr()
    assert code is None or found == code, captured.err
    data: dict[str, Any] = json.loads(captured.out)
    Draft7Validator(SCHEMA).validate(data)
    return data


def codes(data: dict[str, Any]) -> list[str]:
    return [one["code"] for one in data["diagnostics"]]
