"""The component `upheld_layout`: lays out the letter that a `Doc` holds."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from upheld.components.extensions import get_letter, register, set_letter
from upheld.layout import Span, lay_out
from upheld.reading.source import SourceText

register()


@Language.factory("upheld_layout", assigns=["doc._.letter", "doc.spans"])
def create_layout(nlp: Language, name: str) -> LayoutComponent:
    """Create the component; the pipeline `nlp` itself is not needed."""
    del nlp
    return LayoutComponent(name)


class LayoutComponent:
    """Lays out the text of a `Doc` as a letter, unless the `Doc` was made from one."""

    def __init__(self, name: str) -> None:
        """Take the component's name in the pipeline."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.letter`, and the span groups `items` and `sections`.

        The label of an item is its decision (`undecided` where none is stated), that of a section its name.
        Spans are those of whole tokens.
        """
        letter = get_letter(doc)
        if letter is None:
            letter = lay_out(SourceText("text", doc.text))
            set_letter(doc, letter)
        doc.spans["items"] = _spans(
            doc, [(item, item.decision or "undecided") for item in letter.items]
        )
        doc.spans["sections"] = _spans(doc, [(part, part.name) for part in letter.sections])
        return doc


def _spans(doc: Doc, labelled: Sequence[tuple[Span, str]]) -> list[TokenSpan]:
    """Make spans of tokens; a letter's span that holds no token has none."""
    spans = [
        doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
        for span, label in labelled
    ]
    return [span for span in spans if span is not None]
