"""Makes the table of codes (`titles.tsv.gz`) out of simple-icd-10-cm, which takes seconds to load.

Run as `python -m upheld.meaning.codes.harvest` after an update of that package.
"""

from __future__ import annotations

import gzip
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from upheld.meaning.codes.phrases import load_phrases

# Chapters of obstetrics, newborns, outer causes and contacts name nothing that a letter calls a diagnosis; of cancers,
# poisonings and malformations the categories are exact enough.
_CHAPTERS = frozenset("ABCDEFGHIJKLMNQRSTU")
_DEPTH = {
    "A": 3,
    "B": 3,
    "C": 3,
    "D": 4,
    "H": 4,
    "J": 4,
    "K": 4,
    "N": 4,
    "Q": 3,
    "T": 4,
    "M4": 6,
    "M62": 6,
}
_DEPTH_ELSEWHERE = 5
_SIDED = frozenset("GMS")  # Where codes are told apart by side as well.
_POISONING = re.compile(r"T(?:3[6-9]|[4-6][0-9]|7[0-7])")
_LONGEST = 90
_SIDES = (
    ("both", re.compile(r"\bbilateral\b|\bright and left\b", re.IGNORECASE)),
    ("left", re.compile(r"\bleft\b", re.IGNORECASE)),
    ("right", re.compile(r"\bright\b", re.IGNORECASE)),
)
_UNWANTED = re.compile(
    r"\b(?:initial encounter|subsequent encounter|sequela|newborn|in pregnancy|diabetes mellitus due to"
    r"|drug or chemical induced)\b",
    re.IGNORECASE,
)


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Give rows: `code` or `term`, code, side (of a code that differs from its parent by the side alone), words."""
    with warnings.catch_warnings():  # It reads its data by means that Python calls deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import simple_icd_10_cm as icd

    named = load_phrases().codes()
    for code in icd.get_all_codes(with_dots=True):
        title = icd.get_description(code)
        if code in named:
            yield "code", code, "", title
            continue
        if not _is_wanted(code) or _UNWANTED.search(title):
            continue
        side = next((name for name, words in _SIDES if words.search(title)), "")
        if (side and code[0] not in _SIDED) or len(code.replace(".", "")) - bool(side) > _depth(
            code
        ):
            continue
        yield "code", code, side, title
        if not side:
            yield from (
                ("term", code, "", term)
                for term in icd.get_inclusion_term(code)
                if len(term) <= _LONGEST and not any(words.search(term) for _, words in _SIDES)
            )


def _depth(code: str) -> int:
    return next((_DEPTH[code[:n]] for n in (3, 2, 1) if code[:n] in _DEPTH), _DEPTH_ELSEWHERE)


def _is_wanted(code: str) -> bool:
    if len(code) < 3 or code[0] not in _CHAPTERS or not code[1].isdigit() or "-" in code:
        return False
    return not (_POISONING.match(code) and len(code) > 3)


def write(path: Path) -> int:
    """Write the table; give the number of its rows."""
    lines = ["\t".join(row) for row in rows()]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0))
    return len(lines)


if __name__ == "__main__":
    write(Path(__file__).with_name("titles.tsv.gz"))
