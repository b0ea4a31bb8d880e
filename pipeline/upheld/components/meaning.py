"""The component `upheld_meaning`: says what the entities that stand in `doc.ents` mean.

It reads the text in paragraphs, not tokens, and runs behind `upheld_entities`. A pipeline that was trained to holds
models with it, which are saved with the pipeline; without them it goes by rules alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from upheld.components.extensions import get_letter
from upheld.layout import lay_out
from upheld.layout.plain import to_plain
from upheld.meaning import Meaning, Mention, Request, find_meanings, read_request
from upheld.meaning.models import MeaningModels
from upheld.meaning.quantity import Quantity
from upheld.meaning.values import Code, Drug, Site
from upheld.reading.reflow import ReflowedText
from upheld.reading.source import SourceText

_MEANINGS = "upheld.meanings"
_REQUESTS = "upheld.requests"
_FILE = "models.msgpack"
_PARTS = {"quantity": Quantity, "site": Site, "code": Code, "drug": Drug}


@Language.factory("upheld_meaning", requires=["doc.ents"], assigns=["span._.meaning"])
def create_meaning(nlp: Language, name: str) -> MeaningComponent:
    """Create the component; the pipeline `nlp` itself is not needed."""
    del nlp
    return MeaningComponent(name)


class MeaningComponent:
    """Sets `span._.meaning` of every entity, and `doc._.requests`, one for each disputed item.

    `models` holds what was learned of meaning, None where nothing was.
    """

    def __init__(self, name: str, models: MeaningModels | None = None) -> None:
        """Take the component's name in the pipeline, and what was learned."""
        self.name = name
        self.models = models

    def __call__(self, doc: Doc) -> Doc:
        """Say what the entities and items of one `Doc` mean."""
        letter = get_letter(doc) or lay_out(SourceText("text", doc.text))
        view, ents = letter.reflowed, doc.ents
        mentions = [_mention(view, ent) for ent in ents]
        meanings = find_meanings(view.text, mentions, self.models)
        _set_meanings(doc, ents, meanings)
        doc.user_data[_REQUESTS] = [to_plain(read_request(item.text)) for item in letter.items]
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy gives it.
        """Write what was learned into bytes, none where nothing was."""
        return b"" if self.models is None else self.models.to_bytes()

    def from_bytes(
        self,
        data: bytes,
        *,
        exclude: Iterable[str] = (),  # noqa: ARG002 - spaCy gives it.
    ) -> MeaningComponent:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: it is no such thing.

        """
        self.models = MeaningModels.from_bytes(data) if data else None
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy gives it.
        """Write what was learned into a folder; nothing where nothing was."""
        file = Path(path) / _FILE
        file.unlink(missing_ok=True)
        if self.models is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.models.to_bytes())

    def from_disk(
        self,
        path: Path,
        *,
        exclude: Iterable[str] = (),  # noqa: ARG002 - spaCy gives it.
    ) -> MeaningComponent:
        """Read what was learned from a folder; a folder without it leaves the rules alone.

        Raises:
            ValueError: the file is no such thing.

        """
        file = Path(path) / _FILE
        try:
            self.models = MeaningModels.from_bytes(file.read_bytes()) if file.exists() else None
        except ValueError as error:
            raise ValueError(f"{file}: {error}") from None
        return self


def _mention(view: ReflowedText, ent: TokenSpan) -> Mention:
    start = view.to_view(ent.start_char)
    return Mention(start, max(start, view.to_view(ent.end_char - 1) + 1), ent.label_)


def set_meanings(doc: Doc, meanings: Sequence[Meaning]) -> None:
    """Store what each entity of a `Doc` means, as plain values that are saved with it."""
    _set_meanings(doc, doc.ents, meanings)


def _set_meanings(doc: Doc, ents: Sequence[TokenSpan], meanings: Sequence[Meaning]) -> None:
    doc.user_data[_MEANINGS] = {
        _key(ent): to_plain(meaning) for ent, meaning in zip(ents, meanings, strict=True)
    }


def get_meaning(span: TokenSpan) -> Meaning | None:
    """Give what an entity means; None of a span that is none, or where the component has not run.

    `measures` is the number of another entity in `doc.ents`.
    """
    values = span.doc.user_data.get(_MEANINGS, {}).get(_key(span))
    if values is None:
        return None
    return Meaning(**{name: _restored(name, value) for name, value in values.items()})


def _key(span: TokenSpan) -> str:
    return f"{span.start_char}-{span.end_char}"


def _restored(name: str, value: Any) -> Any:
    kind = _PARTS.get(name)
    return value if kind is None or value is None else kind(**_with_tuples(value))


def _with_tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}


def get_requests(doc: Doc) -> list[Request]:
    """Give what each disputed item asks for, in the order of the letter's items."""
    return [
        Request(**values | {"site": Site(**_with_tuples(values["site"]))})
        for values in doc.user_data.get(_REQUESTS, [])
    ]


def register() -> None:
    """Register the extensions; once more does no harm."""
    if not TokenSpan.has_extension("meaning"):
        TokenSpan.set_extension("meaning", getter=get_meaning)
    if not Doc.has_extension("requests"):
        Doc.set_extension("requests", getter=get_requests)


register()
