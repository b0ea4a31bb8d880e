"""The split of a corpus by case, fixed once: new cases are added, none ever moves."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from upheld.corpus.document import CorpusError, Document
from upheld.corpus.values import shown
from upheld.corpus.whole import whole_file

SIDES: tuple[str, ...] = ("train", "development", "test")
# Of each stratum, in the order of SIDES.
SHARES: tuple[float, ...] = (0.7, 0.1, 0.2)
_FORM = f"with lists of cases (strings) under {', '.join(SIDES)}"


@dataclass(frozen=True)
class Splits:
    """The side of every case: one of `SIDES`."""

    sides: Mapping[str, str] = field(default_factory=dict)

    def side_of(self, case: str) -> str | None:
        """Name the side of a case; None where it was never assigned."""
        return self.sides.get(case)

    @classmethod
    def read(cls, path: Path) -> Splits:
        """Read `splits.json`: an object with a list of cases for each side, and nothing else.

        Raises:
            CorpusError: the file is not of that form, or a case stands on two sides.
            OSError: the file cannot be read.

        """
        try:
            held = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
            lists = _lists(held)
        except CorpusError as error:
            raise CorpusError(f"{path}: {error}") from None
        except (ValueError, RecursionError):
            raise CorpusError(f"{path}: not an object of JSON in UTF-8 {_FORM}") from None
        sides: dict[str, str] = {}
        for side, cases in lists.items():
            for case in cases:
                if sides.setdefault(case, side) != side:
                    raise CorpusError(
                        f"{path}: {case} stands under {sides[case]} and {side}: keep it in one"
                    )
        return cls(sides)

    def write(self, path: Path) -> None:
        """Write `splits.json`, the cases of each side in the order of their names.

        The file changes when the new one is whole: an interrupted run leaves the old one.
        """
        lists = {side: sorted(c for c, s in self.sides.items() if s == side) for side in SIDES}
        with whole_file(path) as whole:
            whole.write_text(json.dumps(lists, indent=1) + "\n", encoding="utf-8")


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of JSON; of a key that stands twice, JSON would drop the first value."""
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            raise CorpusError(
                f"a key stands {count} times: {shown(key)}: put its cases into one list"
            )
    return dict(pairs)


def _lists(held: object) -> dict[str, list[str]]:
    if not isinstance(held, dict):
        raise CorpusError(f"not an object {_FORM}")
    if unknown := [key for key in held if key not in SIDES]:
        raise CorpusError(
            f"unknown key: {shown(unknown[0])}: known are {', '.join(SIDES)}; move its cases to one"
        )
    if missing := [side for side in SIDES if side not in held]:
        raise CorpusError(f"not an object {_FORM}: {missing[0]} is missing, give it a list")
    return {side: _cases(side, held[side]) for side in SIDES}


def _cases(side: str, held: object) -> list[str]:
    if not isinstance(held, list) or not all(type(case) in (str, int) for case in held):
        raise CorpusError(f"not an object {_FORM}: {side} holds something else")
    return [str(case) for case in held]


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

    Raises:
        CorpusError: an author of `held_out` wrote none of the documents.

    """
    sides = dict(splits.sides)
    strata: dict[tuple[str, str], set[str]] = defaultdict(set)
    strangers = dict(held_out or {})
    for document in documents:
        strangers.pop(document.author, None)
        side = (held_out or {}).get(document.author)
        if document.case not in sides and side is not None:
            sides[document.case] = side
        strata[document.part, document.family or ""].add(document.case)
    if strangers:
        raise CorpusError(
            f"no document has the author {next(iter(strangers))!r}: give one that"
            " 'upheld corpus stats --by author' lists"
        )
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
