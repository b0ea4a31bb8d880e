"""Noise for training texts: what typists, shorthand and extraction from PDF make of words.

A change is an edit of the text; the gold spans move with it. An edit never crosses the edge of a span, and a
text whose spans no longer end where its tokens do is left as it was.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

Edit = tuple[int, int, str]
Labelled = tuple[int, int, str]
_WORD = re.compile(r"[A-Za-z]{5,}")
_SPACE = re.compile(r"(?<=\S) (?=\S)")
# Shorthand of case notes; the long form is replaced by the short one.
_SHORT = {
    "activities of daily living": "ADLs",
    "bilateral": "b/l",
    "cervical spine": "c-spine",
    "date of injury": "DOI",
    "diagnosis": "dx",
    "electromyography": "EMG",
    "epidural steroid injection": "ESI",
    "follow-up": "f/u",
    "fracture": "fx",
    "history": "hx",
    "home exercise program": "HEP",
    "left": "L",
    "low back pain": "LBP",
    "lumbar spine": "L-spine",
    "magnetic resonance imaging": "MRI",
    "medications": "meds",
    "patient": "pt",
    "physical therapy": "PT",
    "range of motion": "ROM",
    "right": "R",
    "status post": "s/p",
    "surgery": "sx",
    "treatment": "tx",
    "with": "w/",
    "within normal limits": "WNL",
    "without": "w/o",
}
_LONG_FORM = re.compile(rf"(?i)\b(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b")
_GLYPHS = {"'": "\u2019", "-": "\u2013", "fi": "\ufb01", "fl": "\ufb02"}
_GLYPH = re.compile("|".join(_GLYPHS))


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its gold spans, `(start, end, label)` in characters."""

    text: str
    spans: tuple[Labelled, ...]

    def edited(self, edits: Sequence[Edit]) -> Text:
        """Give the text with edits made that do not overlap; those across the edge of a span are left out."""
        inner = {edge for start, end, _ in self.spans for edge in (start, end)}
        kept = [e for e in sorted(edits) if not any(e[0] < edge < e[1] for edge in inner)]
        pieces, moved, position, shift = [], dict.fromkeys(inner, 0), 0, 0
        pending = sorted(inner)
        for start, end, words in [*kept, (len(self.text), len(self.text), "")]:
            while pending and pending[0] <= start:
                moved[pending.pop(0)] = shift
            pieces += [self.text[position:start], words]
            position, shift = end, shift + len(words) - (end - start)
        spans = tuple((s + moved[s], e + moved[e], label) for s, e, label in self.spans)
        return Text("".join(pieces), spans)


def change_case(text: Text, rng: random.Random) -> Text:
    """Set the whole text in capitals or in small letters."""
    changed = text.text.upper() if rng.random() < 0.5 else text.text.lower()
    return Text(changed, text.spans) if len(changed) == len(text.text) else text


def mistype(text: Text, rng: random.Random) -> Text:
    """Misspell one word in twenty: two letters swapped, one left out or one doubled."""
    edits = []
    for word in _WORD.finditer(text.text):
        if rng.random() < 0.05:
            at = rng.randrange(word.start() + 1, word.end() - 2)
            pair = text.text[at : at + 2]
            edits.append((at, at + 2, rng.choice((pair[::-1], pair[0], pair[0] + pair))))
    return text.edited(edits)


def lose_spaces(text: Text, rng: random.Random) -> Text:
    """Lose one space in twenty-five."""
    return text.edited([(*m.span(), "") for m in _SPACE.finditer(text.text) if rng.random() < 0.04])


def abbreviate(text: Text, rng: random.Random) -> Text:
    """Put shorthand for half of the words that have it."""
    found = _LONG_FORM.finditer(text.text)
    return text.edited(
        [(*m.span(), _SHORT[m.group().lower()]) for m in found if rng.random() < 0.5]
    )


def misread(text: Text, rng: random.Random) -> Text:
    """Put typographic signs and ligatures, as PDF files hold them, for a fifth of their plain forms."""
    found = _GLYPH.finditer(text.text)
    return text.edited([(*m.span(), _GLYPHS[m.group()]) for m in found if rng.random() < 0.2])


NOISES: tuple[Callable[[Text, random.Random], Text], ...] = (
    change_case,
    mistype,
    lose_spaces,
    abbreviate,
    misread,
)


@registry.augmenters("upheld.Noise.v1")  # type: ignore[untyped-decorator]
def create_noise(level: float, seed: int) -> Callable[[Language, Example], Iterator[Example]]:
    """Create an augmenter that changes a share `level` (0 to 1) of the examples, each by one of `NOISES`.

    The same seed gives the same changes to the same stream of examples.
    """
    rng = random.Random(seed)  # noqa: S311 - nothing secret.

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        if rng.random() >= level:
            yield example
            return
        doc = example.reference
        text = Text(doc.text, tuple((e.start_char, e.end_char, e.label_) for e in doc.ents))
        yield _to_example(nlp, rng.choice(NOISES)(text, rng)) or example

    return augment


def _to_example(nlp: Language, text: Text) -> Example | None:
    """Make an example of a text; None where a span is off its tokens."""
    reference = nlp.make_doc(text.text)
    ents = [reference.char_span(start, end, label=label) for start, end, label in text.spans]
    if any(ent is None for ent in ents):
        return None
    reference.set_ents([ent for ent in ents if ent is not None], default="outside")
    return Example(nlp.make_doc(text.text), reference)
