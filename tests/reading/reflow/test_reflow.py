"""How broken lines are mended: tables of a source and the view that it must give."""

from __future__ import annotations

import pytest

from upheld.reading import reflow

_PROSE = (
    "The patient is a machinist whose left shoulder was hurt when a pallet came down on it,",
    "and who has since then been treated with medication, with two injections, with six weeks",
    "of therapy and with rest. None of it has helped for more than some days at a time.",
)


@pytest.mark.parametrize(
    ("source", "view"),
    [
        pytest.param("\n".join(_PROSE), " ".join(_PROSE), id="wrapped lines"),
        pytest.param("\n\n".join(_PROSE), " ".join(_PROSE), id="a blank line after every line"),
        pytest.param(" \r\n \r\n".join(_PROSE), " ".join(_PROSE), id="windows line ends"),
        pytest.param("\n \f".join(_PROSE), " ".join(_PROSE), id="a page break in a sentence"),
        pytest.param(
            "\n\n".join([*_PROSE[:2], "", *_PROSE[2:], "", "", *_PROSE]),
            " ".join(_PROSE) + "\n\n" + " ".join(_PROSE),
            id="a wider gap is a paragraph, but not within a sentence",
        ),
        pytest.param(
            f"{_PROSE[0]}\n\nFinal Determination Letter for IMR Case Number CM14-0012345  3\n\n\n{_PROSE[1]}",
            f"{_PROSE[0]} {_PROSE[1]}",
            id="a page footer in a sentence",
        ),
        pytest.param(
            "of therapy Final Determination Letter for IMR Case Number CM14-0012345  3 and rest",
            "of therapy and rest",
            id="a page footer in a line",
        ),
        pytest.param(
            f"{_PROSE[0]}\nPage 2 of 7\n{_PROSE[1]}", f"{_PROSE[0]} {_PROSE[1]}", id="a page number"
        ),
        pytest.param(
            "CLINICAL CASE SUMMARY\nThe patient",
            "CLINICAL CASE SUMMARY\n\nThe patient",
            id="a heading",
        ),
        pytest.param(
            "1. Norco\n2. Soma\n3. MRI", "1. Norco\n2. Soma\n3. MRI", id="a numbered list"
        ),
        pytest.param(
            "Right carpal tunnel release\nPost-operative therapy of the right wrist, two times a week\nCold unit",
            "Right carpal tunnel release\nPost-operative therapy of the right wrist, two times a week\nCold unit",
            id="a list of lines, one of them full",
        ),
        pytest.param("two    words\tand more", "two words and more", id="white space in a line"),
        pytest.param(
            "some relief.Prior review",
            "some relief. Prior review",
            id="a space missing behind a sentence",
        ),
        pytest.param(
            "an injury. The injuryon 05/08/2012",
            "an injury. The injury on 05/08/2012",
            id="words run together",
        ),
        pytest.param(
            "is notmedically so. As medically shown",
            "is not medically so. As medically shown",
            id="not glued on",
        ),
        pytest.param(
            "the tendon does tend to heal",
            "the tendon does tend to heal",
            id="a word that only looks glued",
        ),
    ],
)
def test_reflow(source: str, view: str) -> None:
    assert reflow(source).text == view


@pytest.mark.parametrize(
    ("left", "right", "view"),
    [
        ("medica-", "tion", "medication"),
        ("evidence-", "based", "evidence-based"),
        ("follow-", "up", "follow-up"),
        ("54-year-", "old", "54-year-old"),
        ("L4-", "L5", "L4-L5"),
        ("6-", "9", "6-9"),
        ("cyclobenza-", "prine", "cyclobenzaprine"),
        ("x-", "rays", "x-rays"),
        ("non-", "MTUS", "non-MTUS"),
        ("anti-", "convulsant", "anticonvulsant"),
        ("pre-", "op", "pre-op"),
    ],
)
@pytest.mark.parametrize(
    "between",
    ["\n", "\n\n", "\n\nFinal Determination Letter for IMR Case Number CM14-0012345  3\n\n"],
    ids=["line", "blank line", "footer"],
)
def test_a_word_broken_over_two_lines(left: str, right: str, view: str, between: str) -> None:
    source = (
        f"The records that were sent for this review tell of {left}{between}{right} and of no more"
    )
    assert (
        reflow(source).text
        == f"The records that were sent for this review tell of {view} and of no more"
    )


def test_the_letter_itself_tells_how_a_word_is_written() -> None:
    assert reflow("post-operative care, post-\noperative pain").text.endswith("post-operative pain")
    assert reflow("postoperative care, post-\noperative pain").text.endswith("postoperative pain")


def test_a_text_field_has_no_space_that_the_letter_lacks() -> None:
    view = reflow("some relief.Prior  review\nof it")
    assert view.field(0, len(view.text)) == "some relief.Prior review of it"
