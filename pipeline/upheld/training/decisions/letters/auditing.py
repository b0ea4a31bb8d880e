"""Audits the line between seen and unseen: what lies behind it is changed, and no probability may move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from spacy.language import Language

from upheld.components.seeing import Seer
from upheld.decisions.features import describe
from upheld.decisions.letters import LetterModel
from upheld.layout import Letter, lay_out
from upheld.reading.source import SourceText

_BEHIND = 60  # Characters of a letter that hold the decision on the request in front of them.

Change = Callable[[Letter, Letter], str]

_SWAPS = (
    ("is not medically necessary", "is\0medically necessary"),
    ("is medically necessary", "is not medically necessary"),
    (": Upheld", ":\0Overturned"),
    (": Overturned", ": Upheld"),
)
_OUTCOMES = (
    "Independent medical review upheld the denial of every request.",
    "The physician reviewer finds all requests medically necessary and overturns the denial.",
)


@dataclass(frozen=True, slots=True)
class Audited:
    """What one kind of change did: in how many letters it was made, how many items were compared and moved, how far."""

    change: str
    letters: int
    items: int
    moved: int
    furthest: float


def audit(model: LetterModel, letters: Sequence[Letter], nlp: Language) -> list[Audited]:
    """Change what lies behind the line in each letter, and compare the probabilities of its items.

    Items are matched by their words; a change after which a letter's items are others is not counted.
    """
    before = _probabilities(model, letters, nlp)
    found = []
    for name, change in CHANGES.items():
        changed = []
        for at, letter in enumerate(letters):
            text = change(letter, letters[(at + 1) % len(letters)])
            changed.append(lay_out(SourceText(letter.source, text)))
        after = _probabilities(model, changed, nlp)
        told = [
            (old, new)
            for letter, other, old, new in zip(letters, changed, before, after, strict=True)
            if other.text != letter.text and list(old) == list(new)
        ]
        apart = [abs(old[key] - new[key]) for old, new in told for key in old]
        found.append(
            Audited(
                name,
                len(told),
                len(apart),
                sum(distance > 0 for distance in apart),
                max(apart, default=0.0),
            )
        )
    return found


def seeing_score(letters: Sequence[Letter], seed: int = 7) -> float | None:
    """Give the ROC AUC, cross-validated by letter, of a model that may read what lies behind the line.

    It reads what stands behind each request, where most letters have the decision, and its rationale. None where the
    letters are too few or all decided alike.
    """
    texts, outcomes, names = [], [], []
    for letter in letters:
        for item in letter.items:
            if item.decision and item.rationale_text:
                texts.append(f"{letter.text[item.end : item.end + _BEHIND]} {item.rationale_text}")
                outcomes.append(int(item.decision == "overturned"))
                names.append(letter.source)
    holding = [len({n for n, o in zip(names, outcomes, strict=True) if o == k}) for k in (0, 1)]
    folds = min(5, *holding)
    if folds < 2:
        return None
    reader = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True),
        LogisticRegression(C=100.0, max_iter=2_000),
    )
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    splits = list(splitter.split(outcomes, outcomes, names))
    said = cross_val_predict(reader, texts, outcomes, cv=splits, method="decision_function")
    return float(roc_auc_score(outcomes, said))


def _probabilities(
    model: LetterModel, letters: Sequence[Letter], nlp: Language
) -> list[dict[tuple[int, str], float]]:
    """Give the probability of each item of each letter, by its number and its words."""
    given = []
    for letter, visible in zip(letters, Seer(nlp).see(letters), strict=True):
        told = model.predict_proba(describe(visible, model.criteria))[:, 1]
        keys = [(item.number, item.text) for item in letter.items]
        given.append(dict(zip(keys, map(float, told), strict=True)))
    return given


def _decisions(letter: Letter, _: Letter) -> str:
    """Turn the decisions round wherever they stand outside of the summary."""
    edges = sorted((s.start, s.end) for s in letter.sections if s.name == "summary")
    pieces, at = [], 0
    for start, end in [*edges, (len(letter.text), len(letter.text))]:
        piece = letter.text[at:start]
        for old, new in _SWAPS:
            piece = piece.replace(old, new)
        pieces += [piece.replace("\0", " "), letter.text[start:end]]
        at = end
    return "".join(pieces)


def _swapped(name: str) -> Change:
    def change(letter: Letter, donor: Letter) -> str:
        """Put the donor's sections of that name into the place of the letter's."""
        given = [_flat(donor.text[s.start : s.end]) for s in donor.sections if s.name == name]
        own = [s for s in letter.sections if s.name == name]
        text = letter.text
        for at, section in reversed(list(enumerate(own))):
            if given:
                text = text[: section.start] + given[at % len(given)] + text[section.end :]
        return text

    return change


def _flat(text: str) -> str:
    return " ".join(text.split())


def _outcome(sentence: str) -> Change:
    def change(letter: Letter, _: Letter) -> str:
        """Put a sentence that tells the outcome behind the first sentence of the summary's last paragraph."""
        spans = [s for s in letter.sections if s.name == "summary"]
        if not spans:
            return letter.text
        end = spans[-1].end
        body = letter.text[spans[-1].start : end].rstrip()
        at = spans[-1].start + len(body)
        stop = "" if body.endswith((".", "!", "?")) else "."
        return f"{letter.text[:at]}{stop} {sentence}{letter.text[at:]}"

    return change


CHANGES: Mapping[str, Change] = {
    "decisions turned round": _decisions,
    "rationales of another letter": _swapped("rationale"),
    "reviewer's guidelines of another letter": _swapped("reviewer_guideline"),
    "summary tells that the denial was upheld": _outcome(_OUTCOMES[0]),
    "summary tells that the denial was overturned": _outcome(_OUTCOMES[1]),
}


def rows(audited: Sequence[Audited]) -> Iterator[str]:
    """Give the lines of a Markdown table."""
    yield "| change | letters | items | moved | furthest |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for one in audited:
        yield f"| {one.change} | {one.letters:,} | {one.items:,} | {one.moved:,} | {one.furthest:.6f} |"
