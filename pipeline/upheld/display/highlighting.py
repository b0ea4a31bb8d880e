"""Texts with their spans highlighted by displaCy, as pieces of HTML for notebooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy import displacy
from spacy.tokens import Doc

from upheld.annotating.kinds import LABEL_COLORS
from upheld.display.by_kind import draw_by_kind
from upheld.display.page import environment

_OPTIONS = {"colors": LABEL_COLORS}


def highlight(text: str, spans: Iterable[Sequence[Any]]) -> str:
    """Highlight spans of a text: HTML that loads nothing and runs no script; all text is escaped.

    Args:
        text: what is shown; its line ends become those of HTML.
        spans: `(start, end, label)`, characters of the text, end exclusive, none overlapping another.

    Raises:
        ValueError: spans overlap, or one lies outside of the text.

    """
    ordered = sorted((int(start), int(end), str(label)) for start, end, label in spans)
    at = 0
    for start, end, _ in ordered:
        if not at <= start < end <= len(text):
            raise ValueError(f"span [{start}, {end}) overlaps another or is not in the text")
        at = end
    ents = [{"start": start, "end": end, "label": label} for start, end, label in ordered]
    shown = {"text": text, "ents": ents, "title": None}
    return str(displacy.render(shown, style="ent", manual=True, jupyter=False, options=_OPTIONS))


def highlight_letter(doc: Doc, sections: Iterable[str] = ("summary",)) -> str:
    """Highlight the entities in sections of a letter, lines mended: HTML as `highlight` gives it.

    Args:
        doc: of a letter, as the pipeline gives it for an `upheld.Letter`.
        sections: names of sections, as in `Section.name`; each part of the letter is shown once, in its order.

    Raises:
        ValueError: the doc is of no letter.

    """
    letter = doc._.letter if Doc.has_extension("letter") else None
    if letter is None:
        raise ValueError("the doc is of no letter: give the pipeline an upheld.Letter")
    view, names = letter.reflowed, set(sections)
    parts = []
    for section in letter.sections:
        if section.name in names:
            first, last = view.to_view(section.start), view.to_view(section.end)
            spans = [
                (
                    view.to_view(ent.start_char) - first,
                    view.to_view(ent.end_char) - first,
                    ent.label_,
                )
                for ent in doc.ents
                if section.start <= ent.start_char and ent.end_char <= section.end
            ]
            parts.append(highlight(view.text[first:last], spans))
    return "".join(parts)


def render_differences(places: Iterable[Mapping[str, Any]], *, most: int = 3) -> str:
    """Render hard cases as a piece of HTML: the first, the second reading and the gold below each other, by kind.

    Nothing is loaded, no script runs, all text is escaped.

    Args:
        places: the objects of a file that `upheld corpus differences` wrote.
        most: how many of each kind at most; of a kind with more every so many is shown.

    """
    held = list(places)
    kinds = Counter(place["kind"] for place in held)
    groups = [
        {"kind": kind, "count": count, "places": [_readings(place) for place in drawn]}
        for kind, count, drawn in draw_by_kind(
            held, [kind for kind, _ in kinds.most_common()], most
        )
    ]
    return environment().get_template("differences.html").render(groups=groups)


def _readings(place: Mapping[str, Any]) -> dict[str, Any]:
    names = ("first", "second", "gold")
    rows = [(name, highlight(place["sentence"], place[name])) for name in names]
    return {"document": place["document"], "rows": rows}
