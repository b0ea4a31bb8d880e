"""Tables: formats, escaping, the same HTML each time; tables of model cards."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from samples import ROOT
from upheld import plots

FRAME = pd.DataFrame(
    {
        "kind_of": ["<b>a</b>", None],
        "items": [12345, 1],
        "score": [0.12345, float("nan")],
        "told": [True, False],
    }
)


def test_values_have_the_formats_of_the_house() -> None:
    html = plots.table(FRAME, "1 < 2").to_html()
    for shown in (">12,345<", ">0.123<", ">-<", ">True<", "kind of", "1 &lt; 2"):
        assert shown in html
    assert "<b>" not in html
    assert html == plots.table(FRAME, "1 < 2").to_html()
    assert "0x" not in repr(plots.table(FRAME))


def test_headings_are_escaped() -> None:
    assert "<i>" not in plots.table(pd.DataFrame({"<i>": [1]})).to_html()


def test_intervals_stand_in_one_column() -> None:
    rows = pd.DataFrame(
        {"n": [1, 2], "f1": [0.5, None], "f1_low": [0.4, None], "f1_high": [0.6, None]}
    )
    written = plots.with_intervals(rows, ["f1"])
    assert list(written) == ["n", "f1"]
    assert list(written["f1"]) == ["0.500 (0.400 to 0.600)", "-"]


def test_a_card_is_read_as_it_is_written() -> None:
    card = plots.read_card(ROOT / "models" / "README.md", "comparison")
    assert {"part", "finder", "documents", "f1", "f1_low", "f1_high", "overlap_f1"} <= set(card)
    assert card["gold"].dtype.kind == "i"
    assert (card["f1"].between(card["f1_low"], card["f1_high"])).all()


@pytest.mark.parametrize("text", ["nothing", "<!-- a -->\n<!-- /a -->", "<!-- a -->\n| x |\n"])
def test_a_card_without_the_table_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "card.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"card\.md: no table between <!-- a -->"):
        plots.read_card(path, "a")
