"""Inline markup and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.corpus.document import LABELS, CorpusError, LabelledSpan
from upheld.corpus.markup import MarkedItem, parse, render


@pytest.mark.parametrize(
    ("markup", "text", "spans", "items"),
    [
        ("nothing", "nothing", [], []),
        ("no [[DIAGNOSIS|pain]].", "no pain.", [(3, 7, "DIAGNOSIS")], []),
        (
            "{{1 upheld|[[TREATMENT|MRI]] [[BODY_PART|knee]]}}: Upheld",
            "MRI knee: Upheld",
            [(0, 3, "TREATMENT"), (4, 8, "BODY_PART")],
            [(1, "upheld", 0, 8)],
        ),
        (
            "{{12 null|x}}{{13 overturned|y}}",
            "xy",
            [],
            [(12, None, 0, 1), (13, "overturned", 1, 2)],
        ),
        ("[[1]] is no mark [x]", None, [], []),
    ],
)
def test_parse(
    markup: str, text: str | None, spans: list[tuple[int, int, str]], items: list[tuple]
) -> None:
    if text is None:
        with pytest.raises(CorpusError, match="closes nothing"):
            parse(markup)
        return
    marked = parse(markup)
    assert marked.text == text
    assert marked.spans == [LabelledSpan(*span) for span in spans]
    assert [(i.number, i.decision, i.start, i.end) for i in marked.items] == items


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("a\n[[DIAGNOSIS|pain", "line 2: a mark is never closed"),
        ("[[DIAGNOSIS|knee [[BODY_PART|x]]]]", "line 1: a span lies in another"),
        ("{{1 upheld|a {{2 upheld|b}}}}", "an item lies in another"),
        ("x ]]", "closes nothing"),
        ("x }}", "closes nothing"),
        ("{{1 upheld|a [[TREATMENT|b}}]]", "cuts a span"),
        ("\n\n[[SYMPTOM|pain", "line 3: unknown label 'SYMPTOM'"),
    ],
)
def test_broken_marks_are_named_with_their_line(markup: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        parse(markup)


_TEXT = st.text(alphabet="ab [](|){\n}é", max_size=40)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[LabelledSpan], list[MarkedItem]]:
    text = draw(_TEXT.filter(lambda t: "]]" not in t and "}}" not in t and "[[" not in t))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=len(pairs), max_size=len(pairs)))
    spans = [LabelledSpan(s, e, label) for (s, e), label in zip(pairs, labels, strict=True)]
    items = [MarkedItem(1, "upheld", pairs[0][0], pairs[-1][1])] if pairs else []
    return text, spans, items


@given(marked_texts())
def test_what_is_rendered_is_parsed_again(
    case: tuple[str, list[LabelledSpan], list[MarkedItem]],
) -> None:
    text, spans, items = case
    if text.endswith(("]", "}", "[", "{")) or any(
        text[span.end - 1] in "]}" or text[span.start] in "[{" for span in spans
    ):
        return  # A bracket beside a mark of brackets cannot be told from it.
    marked = parse(render(text, spans, items))
    assert (marked.text, marked.spans, marked.items) == (text, spans, items)


def test_overlapping_spans_are_not_rendered() -> None:
    with pytest.raises(CorpusError, match="overlap"):
        render(
            "left knee pain", [LabelledSpan(0, 9, "BODY_PART"), LabelledSpan(5, 14, "DIAGNOSIS")]
        )
