"""What was known of letters before their decisions, with the entities that a pipeline finds in what may be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.language import Language

from upheld.components.entities import EntitiesComponent
from upheld.components.meaning import MeaningComponent
from upheld.decisions.visible import Visible, see
from upheld.layout import Letter
from upheld.meaning import Mention
from upheld.meaning.models import MeaningModels

_BATCH = 32  # Letters whose paragraphs are read at once.


class _Asked:
    """Finds nothing, and remembers which paragraphs it was asked of."""

    def __init__(self) -> None:
        self._held: dict[str, None] = {}

    def __call__(self, paragraph: str) -> list[Mention]:
        self._held[paragraph] = None
        return []

    @property
    def paragraphs(self) -> list[str]:
        return list(self._held)


class Seer:
    """Gives what was known before, a batch of letters at a time.

    The entities are found in the visible paragraphs alone, so that nothing behind the line can change one.
    """

    def __init__(self, nlp: Language) -> None:
        parts = [component for _, component in nlp.pipeline]
        self._entities = next((p for p in parts if isinstance(p, EntitiesComponent)), None)
        meaning = next((p for p in parts if isinstance(p, MeaningComponent)), None)
        self._models: MeaningModels | None = meaning.models if meaning else None

    def see(self, letters: Iterable[Letter]) -> Iterator[Visible]:
        """Give what was known of each letter, in their order."""
        stream = iter(letters)
        while batch := list(islice(stream, _BATCH)):
            asked = _Asked()
            for letter in batch:
                see(letter, asked, understood=False)
            found = dict(zip(asked.paragraphs, self._find(asked.paragraphs), strict=True))
            for letter in batch:
                yield see(letter, found.__getitem__, models=self._models)

    def _find(self, paragraphs: Sequence[str]) -> Iterator[list[Mention]]:
        if self._entities is None:
            yield from ([] for _ in paragraphs)
            return
        pieces = map(self._entities.tokenizer, paragraphs)
        for ents in self._entities.find_in(pieces):
            yield [Mention(ent.start_char, ent.end_char, ent.label_) for ent in ents]
