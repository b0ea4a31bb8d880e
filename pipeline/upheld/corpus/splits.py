"""The split of a corpus by case, fixed once: new cases are added, none ever moves."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from upheld.corpus.document import CorpusError, Document

SIDES: tuple[str, ...] = ("train", "development", "test")
# Of each stratum, in the order of SIDES.
SHARES: tuple[float, ...] = (0.7, 0.1, 0.2)


@dataclass(frozen=True)
class Splits:
    """The side of every case: one of `SIDES`."""

    sides: Mapping[str, str] = field(default_factory=dict)

    def side_of(self, case: str) -> str | None:
        """Name the side of a case; None where it was never assigned."""
        return self.sides.get(case)

    @classmethod
    def read(cls, path: Path) -> Splits:
        """Read `splits.json`: an object with a list of cases for each side.

        Raises:
            CorpusError: the file is not of that form, or a case stands on two sides.

        """
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            lists = {side: [str(case) for case in held[side]] for side in SIDES}
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(
                f"{path}: not an object with lists of cases under {', '.join(SIDES)} ({error})"
            ) from None
        sides: dict[str, str] = {}
        for side, cases in lists.items():
            for case in cases:
                if sides.setdefault(case, side) != side:
                    raise CorpusError(
                        f"{path}: {case} stands under {sides[case]} and {side}: keep it in one"
                    )
        return cls(sides)

    def write(self, path: Path) -> None:
        """Write `splits.json`, the cases of each side in the order of their names."""
        lists = {side: sorted(c for c, s in self.sides.items() if s == side) for side in SIDES}
        path.write_text(json.dumps(lists, indent=1) + "\n", encoding="utf-8")


def extend(
    splits: Splits, documents: Iterable[Document], held_out: Mapping[str, str] | None = None
) -> Splits:
    """Assign the cases that have no side yet; those that have one keep it.

    Cases are stratified by part and family; in each stratum they are ordered by a hash of their
    names and dealt out so that the sides come to hold `SHARES` of it.

    Args:
        splits: the split so far.
        documents: all documents of the corpus.
        held_out: sides of whole authors by their names: all new cases of such an author go there,
            so that a side can be kept for hands that the models never read.

    Returns:
        A split with every case of the documents.

    """
    sides = dict(splits.sides)
    strata: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents:
        side = (held_out or {}).get(document.author)
        if document.case not in sides and side is not None:
            sides[document.case] = side
        strata[document.part, document.family or ""].add(document.case)
    for stratum in sorted(strata):
        cases = sorted(strata[stratum], key=_order)
        for case in cases:
            if case not in sides:
                sides[case] = _neediest([sides[c] for c in cases if c in sides])
    return Splits(sides)


def _order(case: str) -> str:
    return hashlib.sha256(case.encode("utf-8")).hexdigest()


def _neediest(taken: Sequence[str]) -> str:
    """Name the side that lacks most of its share, were one more case dealt out."""
    lacking = [
        (len(taken) + 1) * share - taken.count(side)
        for side, share in zip(SIDES, SHARES, strict=True)
    ]
    return SIDES[lacking.index(max(lacking))]
