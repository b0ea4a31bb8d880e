"""What a pipeline finds in source texts, carried over to the reflowed text that the gold stands in."""

from __future__ import annotations

import pytest

from corpora import document
from upheld.components.language import LetterEnglish
from upheld.corpus.building import Built, to_docs
from upheld.training.finders import gold_spans, of_pipeline

TEXT = "The worker has had low back painand numbness since, withnausea at night, and no fever."


@pytest.mark.parametrize(
    ("marked", "words"),
    [("low back painand", "low back pain"), ("withnausea", "nausea"), ("fever", "fever")],
)
def test_a_word_run_together_with_another_is_judged_as_the_gold_is(marked: str, words: str) -> None:
    report = document(TEXT.replace(marked, f"[[DIAGNOSIS|{marked}]]"), "a", part="reports")
    nlp = LetterEnglish()
    ruler = nlp.add_pipe("entity_ruler", name="upheld_entities")
    ruler.add_patterns([{"label": "DIAGNOSIS", "pattern": marked}])  # type: ignore[attr-defined]
    (doc,) = to_docs([report], Built())
    (found,) = of_pipeline(nlp, {"a": report})([doc])
    assert found == gold_spans(doc)
    assert [doc[start:end].text for start, end, _ in found] == [words]
