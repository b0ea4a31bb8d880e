"""The component `upheld_decisions`: how likely each disputed item is to be overturned, from what was known before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from shutil import rmtree

from spacy.language import Language
from spacy.tokens import Doc

from upheld.components.extensions import get_letter
from upheld.components.seeing import Seer
from upheld.decisions.foretelling import ERROR_RATE, Foretold, foretell
from upheld.decisions.letters import LetterModel
from upheld.decisions.storage import (
    FILE,
    letter_model_from_bytes,
    letter_model_to_bytes,
    load_letter_model,
    save_model,
)
from upheld.layout import Letter, lay_out
from upheld.layout.plain import to_plain
from upheld.reading.source import SourceText

_BATCH = 32  # Letters that are read at once.
_KEY = "upheld.decisions"


@Language.factory(
    "upheld_decisions",
    assigns=["doc._.decisions"],
    default_config={"error_rate": ERROR_RATE},
)
def create_decisions(nlp: Language, name: str, error_rate: float) -> DecisionsComponent:
    """Create the component; its model is set, or comes with a saved pipeline."""
    return DecisionsComponent(nlp, name, None, error_rate)


class DecisionsComponent:
    """Sets `doc._.decisions`, what the model says of each disputed item, in their order.

    It finds the entities of what may be seen with the pipeline's own component. Without a model it says nothing.
    """

    def __init__(
        self, nlp: Language, name: str, model: LetterModel | None, error_rate: float = ERROR_RATE
    ) -> None:
        """Take the pipeline, the component's name in it, the model, and the error rate of its sets of outcomes."""
        self.nlp = nlp
        self.name = name
        self.model = model
        self.error_rate = error_rate

    def __call__(self, doc: Doc) -> Doc:
        """Say how the items of one `Doc` are decided."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """Say how the items of a stream of `Doc`s are decided, `batch_size` of them at once."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            if self.model is not None:
                letters = [_letter(doc) for doc in batch]
                stated = [[item.decision for item in letter.items] for letter in letters]
                seen = list(Seer(self.nlp).see(letters))
                told = foretell(self.model, seen, stated, self.error_rate)
                for doc, items in zip(batch, told, strict=True):
                    doc.user_data[_KEY] = [to_plain(item) for item in items]
            yield from batch

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy gives it.
        """Write the model into bytes, none without one."""
        return b"" if self.model is None else letter_model_to_bytes(self.model)

    def from_bytes(
        self,
        data: bytes,
        *,
        exclude: Iterable[str] = (),  # noqa: ARG002 - spaCy gives it.
    ) -> DecisionsComponent:
        """Read what `to_bytes` wrote.

        Raises:
            ModelError: it is no model of letters.

        """
        self.model = letter_model_from_bytes(data) if data else None
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy gives it.
        """Write the model into a folder; nothing without one."""
        rmtree(path, ignore_errors=True)
        if self.model is not None:
            save_model(self.model, Path(path))

    def from_disk(
        self,
        path: Path,
        *,
        exclude: Iterable[str] = (),  # noqa: ARG002 - spaCy gives it.
    ) -> DecisionsComponent:
        """Read the model from a folder; a folder without it leaves the component without.

        Raises:
            ModelError: the file is no model of letters.

        """
        folder = Path(path)
        self.model = load_letter_model(folder) if (folder / FILE).is_file() else None
        return self


def _letter(doc: Doc) -> Letter:
    return get_letter(doc) or lay_out(SourceText("text", doc.text))


def get_decisions(doc: Doc) -> list[Foretold]:
    """Give what the decision model says of each item, in the order of the letter's items; empty without a model."""
    return [Foretold(**values) for values in doc.user_data.get(_KEY, [])]


def register() -> None:
    """Register the extension; once more does no harm."""
    if not Doc.has_extension("decisions"):
        Doc.set_extension("decisions", getter=get_decisions)


register()
