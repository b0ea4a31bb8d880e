"""What was known of letters before their decisions, with the entities that a pipeline finds in what may be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.language import Language

from upheld.components.entities import EntitiesComponent
from upheld.components.meaning import MeaningComponent
from upheld.decisions.visible import Visible, glimpse, see
from upheld.layout import Letter
from upheld.meaning import Mention
from upheld.meaning.models import MeaningModels

_BATCH = 32  # Letters whose paragraphs are read at once.


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
            seen = [glimpse(letter) for letter in batch]
            asked = [words for one in seen for _, words in one.paragraphs]
            found = dict(zip(asked, self._find(asked), strict=True))
            for letter, one in zip(batch, seen, strict=True):
                yield see(letter, found.__getitem__, models=self._models, glimpsed=one)

    def _find(self, paragraphs: Sequence[str]) -> Iterator[list[Mention]]:
        if self._entities is None:
            yield from ([] for _ in paragraphs)
            return
        for found in self._entities.find_in_texts(paragraphs):
            yield [Mention(start, end, label) for start, end, label in found]
