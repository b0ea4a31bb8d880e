"""What is asked for in one letter together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from upheld.findings.errors import require_columns

_LETTER = ["source", "sha256"]


def asked_together(
    items: pd.DataFrame, *, by: str = "request_kind", min_letters: int = 1
) -> pd.DataFrame:
    """Count the letters that ask for two things together, and compare with chance.

    By chance means: were there as many pairs in the letters as there are, and each thing in them in proportion to the
    letters that ask for it. So long letters, which have a pair of everything, do not make all pairs frequent. The lift
    is the letters with both over those by chance: 1 as by chance, 2 twice as many.

    Args:
        items: rows with `source`, `sha256` and the column `by`.
        by: what is asked for, as a column of the items.
        min_letters: values that fewer letters ask for are left out of the rows, but not of what chance is.

    Returns:
        A row for each ordered pair of different values: `first`, `second`, `letters` (with both), `letters_first`,
        `letters_second`, `expected` (letters with both, by chance) and `lift` (null where no letter has a pair); both
        orders of a pair hold the same.

    Raises:
        FindingsError: a column is missing.

    """
    require_columns(items, [*_LETTER, by], "items")
    asked = items[[*_LETTER, by]].dropna().drop_duplicates()
    in_letters = pd.crosstab([asked["source"], asked["sha256"]], asked[by].astype(str))
    names = np.array(in_letters.columns, dtype=object)
    held = in_letters.to_numpy(dtype=np.int64)
    both = held.T @ held
    alone = np.diag(both)
    first, second = np.nonzero(~np.eye(len(names), dtype=bool))
    chances = alone[first] * alone[second]
    pairs = both[first, second]
    expected = chances * (pairs.sum() / chances.sum() if len(chances) else 0.0)
    told = pd.DataFrame(
        {
            "first": names[first],
            "second": names[second],
            "letters": pairs,
            "letters_first": alone[first],
            "letters_second": alone[second],
            "expected": expected,
            "lift": pairs / np.where(expected > 0, expected, np.nan),
        }
    )
    frequent = told[["letters_first", "letters_second"]].min(axis=1) >= min_letters
    return told[frequent].reset_index(drop=True)
