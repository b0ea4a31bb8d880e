"""The baselines: precedents backed off, and that each takes what it has never seen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from determinations import made_up
from upheld.decisions.dmhc import CATEGORIES
from upheld.training.decisions.baselines import Precedent
from upheld.training.decisions.dmhc_baselines import create_baselines


def test_precedents_back_off_where_they_are_few() -> None:
    known = pd.DataFrame({"drug": ["a"] * 6 + ["b"] * 4, "site": ["x"] * 5 + ["y"] + ["x"] * 4})
    outcomes = [1, 1, 1, 1, 0, 0, 1, 0, 0, 0]
    model = Precedent([("drug", "site"), ("drug",)]).fit(known, outcomes)
    asked = pd.DataFrame({"drug": ["a", "a", "b", "c"], "site": ["x", "y", "x", "x"]})
    told = model.predict_proba(asked)[:, 1]
    assert told == pytest.approx([4 / 5, 4 / 6, 0.5, 0.5])


@pytest.mark.parametrize("name", create_baselines())
def test_each_learns_and_takes_the_unknown(name: str) -> None:
    known, outcomes = made_up()
    fitted = create_baselines()[name].fit(known, outcomes)
    unknown = known.assign(**dict.fromkeys(CATEGORIES, "never seen"))
    for asked in (known, unknown):
        told = fitted.predict_proba(asked)
        assert told.shape == (len(known), 2)
        assert ((told >= 0) & (told <= 1)).all()
    apart = fitted.predict_proba(known)[:, 1]
    lead = apart[outcomes == 1].mean() - apart[outcomes == 0].mean()
    assert np.isclose(lead, 0) if name == "base rate" else lead > 0.02
