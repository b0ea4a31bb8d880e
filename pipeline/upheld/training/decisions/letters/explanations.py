"""What moved the score of each item of annotated letters, in the letters' own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language

from upheld.components.seeing import Seer
from upheld.corpus.document import Document
from upheld.decisions.explaining import Explanation, explain
from upheld.decisions.foretelling import Foretold, foretell
from upheld.decisions.letters import LetterModel
from upheld.layout import Item, Letter, lay_out
from upheld.reading.source import SourceText


def explain_documents(
    documents: Iterable[Document], nlp: Language, model: LetterModel, *, error_rate: float = 0.1
) -> Iterator[dict[str, Any]]:
    """Explain each item of annotated letters that states its decision.

    Yields:
        `letter`, `number`, `request`, `decision`, `probability_overturned`, `abstained`, `surprising` (the decision
        is ruled out at the error rate), and `reasons`, the strongest first: each `sentence`, what it `tells`, and how
        far it `moved` the log-odds, above 0 towards overturning; and `summary` and `rationale`, what the letter says
        of the case and why it was decided so, of which the model saw the first alone.

    """
    letters = [lay_out(SourceText(document.id, document.text)) for document in documents]
    seen = list(Seer(nlp).see(letters))
    stated = [[item.decision for item in letter.items] for letter in letters]
    told = foretell(model, seen, stated, error_rate)
    for letter, visible, said in zip(letters, seen, told, strict=True):
        for item, one, why in zip(letter.items, said, explain(model, visible), strict=True):
            if item.decision is not None:
                yield _row(letter, item, one, why)


def _row(letter: Letter, item: Item, said: Foretold, why: Explanation) -> dict[str, Any]:
    return {
        "letter": letter.source,
        "number": item.number,
        "request": item.text,
        "summary": " ".join(
            _words(letter, part.start, part.end)
            for part in letter.sections
            if part.name == "summary"
        ),
        "rationale": item.rationale_text or "",
        "decision": item.decision,
        "probability_overturned": said.probability_overturned,
        "abstained": said.abstained,
        "surprising": said.surprising,
        "reasons": [
            {
                "sentence": _words(letter, reason.start, reason.end),
                "tells": list(reason.tells),
                "moved": reason.moved,
            }
            for reason in why.reasons
        ],
    }


def _words(letter: Letter, start: int, end: int) -> str:
    return " ".join(letter.text[start:end].split())
