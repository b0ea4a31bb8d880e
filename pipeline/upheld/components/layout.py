"""The component `upheld_layout`: lays out the letter that a `Doc` holds."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from upheld.components.extensions import get_letter, register, set_letter
from upheld.layout import lay_out
from upheld.reading.source import SourceText

register()


@Language.factory("upheld_layout", assigns=["doc._.letter"])
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
        """Set `doc._.letter`; the letter's source is the component's name."""
        if get_letter(doc) is None:
            set_letter(doc, lay_out(SourceText(self.name, doc.text)))
        return doc
