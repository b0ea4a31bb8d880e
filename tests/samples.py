"""The sample letters with what is expected of each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upheld.layout import Letter

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "annotations" / "samples"
FURTHER = Path(__file__).parent / "letters"
REAL_LETTER = ROOT.parent / "shared" / "letters" / "imr-2014-lumbar.txt"


@dataclass(frozen=True)
class Sample:
    """A letter's file and the record that the program must make of it."""

    path: Path
    expected: dict[str, Any]

    @property
    def id(self) -> str:
        """Name the sample in reports of tests."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def text(self) -> str:
        """The letter as it is in the file."""
        return self.path.read_bytes().decode("utf-8")


def load_samples(*roots: Path) -> list[Sample]:
    """Load the samples under the roots, each with `letters/` and `expected/`, in order."""
    return [
        Sample(path, json.loads(_expected(root, path).read_text(encoding="utf-8")))
        for root in roots
        for path in sorted((root / "letters").glob("*/*.txt"))
    ]


def _expected(root: Path, path: Path) -> Path:
    return root / "expected" / path.parent.name / f"{path.stem}.json"


def squeeze(words: str | None) -> str | None:
    """Take all white space out: what remains must be the same in every layout."""
    return None if words is None else re.sub(r"\s+", "", words)


def meaning(letter: Letter) -> dict[str, Any]:
    """Give what a letter says, without offsets and white space: the same in every layout."""
    view = letter.reflowed

    def words(start: int, end: int) -> str:
        return view.field(view.to_view(start), view.to_view(end))

    return {
        "family": letter.family,
        "letter": {name: getattr(letter.header, name) for name in letter.header.__slots__},
        "items": [
            {
                "number": item.number,
                "text": item.text,
                "decision": item.decision,
                "claims_guideline": squeeze(item.claims_guideline),
                "reviewer_guideline": squeeze(item.reviewer_guideline),
                "rationale": item.rationale
                and squeeze(words(item.rationale.start, item.rationale.end)),
            }
            for item in letter.items
        ],
    }


def expected_meaning(sample: Sample) -> dict[str, Any]:
    """Give what a sample must say, in the form of `meaning`."""
    return {
        "family": sample.expected["family"],
        "letter": sample.expected["letter"],
        "items": [
            {
                "number": item["number"],
                "text": item["text"],
                "decision": item["decision"],
                "claims_guideline": squeeze(item["claims_guideline"]),
                "reviewer_guideline": squeeze(item["reviewer_guideline"]),
                "rationale": item["rationale"] and squeeze(item["rationale"]["text"]),
            }
            for item in sample.expected["items"]
        ],
    }
