"""The kinds of annotation projects: which labels they have, how they look, and what annotators are told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from upheld.corpus.document import DECISIONS, LABELS

KindName = Literal["entities", "items"]
KINDS: tuple[str, ...] = get_args(KindName)
UNDECIDED = "undecided"

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class ProjectLabel:
    """A label of a project: its name, its colour as `#rrggbb`, and the key that sets it."""

    text: str
    color: str
    key: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project. `guideline` names the Markdown file with its rules, beside the corpus."""

    name: str
    description: str
    labels: tuple[ProjectLabel, ...]
    guideline: str

    def read_guideline(self) -> str:
        """Read the rules that annotators see.

        Raises:
            OSError: the file is not where the program keeps it.

        """
        return beside_corpus(self.guideline).read_text(encoding="utf-8")


ENTITIES = Kind(
    "entities",
    "Treatments, body parts, diagnoses and measurements of determination letters",
    (
        ProjectLabel("TREATMENT", "#9fd3f5", "t"),
        ProjectLabel("BODY_PART", "#d3c1f0", "b"),
        ProjectLabel("DIAGNOSIS", "#f5b8b1", "d"),
        ProjectLabel("MEASUREMENT", "#ffe27a", "m"),
    ),
    "guidelines.md",
)
LABEL_COLORS = {label.text: label.color for label in ENTITIES.labels}
"""The colours of entity labels, wherever spans are shown."""
ITEMS = Kind(
    "items",
    "Disputed items of determination letters, each with its decision",
    (
        ProjectLabel("upheld", "#f2a59d", "u"),
        ProjectLabel("overturned", "#9edbb0", "o"),
        ProjectLabel(UNDECIDED, "#f7d98b", "n"),
    ),
    "doccano/items.md",
)
_BY_NAME = {kind.name: kind for kind in (ENTITIES, ITEMS)}


def kind_of(name: KindName) -> Kind:
    """Give the kind of project of that name."""
    return _BY_NAME[name]


def beside_corpus(name: str) -> Path:
    """Give the path of a file of `annotations/`: in the wheel, or beside the source root."""
    folders = (_PACKAGE / "annotations", _PACKAGE.parents[1] / "annotations")
    return next(
        (path for folder in folders if (path := folder / name).is_file()), folders[1] / name
    )


assert {label.text for label in ENTITIES.labels} == set(LABELS)  # noqa: S101 - tables that must fit.
assert {label.text for label in ITEMS.labels} == {*DECISIONS, UNDECIDED}  # noqa: S101
