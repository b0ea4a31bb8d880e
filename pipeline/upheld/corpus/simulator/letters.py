"""A case becomes a document of the corpus."""

from __future__ import annotations

from dataclasses import replace

from upheld.corpus.document import Document, text_hash
from upheld.corpus.marked import set_lines
from upheld.corpus.markup import parse
from upheld.corpus.simulator.cases import Case, draw_case
from upheld.corpus.simulator.grammar.expanding import Expander
from upheld.corpus.simulator.sides import Draw, Side
from upheld.corpus.simulator.writing.families import FAMILIES
from upheld.corpus.simulator.writing.parts import Draft
from upheld.corpus.simulator.writing.style import draw_style
from upheld.corpus.simulator.writing.telling import Teller
from upheld.layout.letter import HEADER_FIELDS

LAYOUTS: dict[str, int] = {
    "plain": 35,
    "wrap": 20,
    "wrap+blank_lines": 10,
    "hyphenate": 10,
    "footers": 10,
    "footers+blank_lines": 5,
    "crlf": 4,
    "everything": 6,
}
"""How the lines are set (settings of `upheld.corpus.typesetting`), and how often relative to others."""


def write_letter(seed: int, side: Side, number: int) -> Document:
    """Write the letter of one case; equal arguments give equal letters."""
    case = draw_case(seed, side, number)
    draw = Draw(f"letter {case.id}", side)
    style = draw_style(draw)
    teller = Teller(Expander(draw, {}), case, style)
    family = _family(draw, case)
    draft = Draft(teller, f"CM{case.assigned:%y}-{draw.random.randint(1000, 299999):07d}")
    lines = FAMILIES[family](draft)
    layout = draw.random.choices(list(LAYOUTS), list(LAYOUTS.values()))[0]
    return _to_document(case, draft, family, "\n\n".join(lines) + "\n", layout, style.manner)


def _family(draw: Draw, case: Case) -> str:
    if case.assigned.year >= 2015:
        return "imr-2015"
    if case.assigned.year == 2014:
        return draw.random.choice(["imr-2014", "imr-2014", "imr-2014", "imr-2013-notice"])
    return draw.random.choice(["imr-2013-notice", "imr-2013-form"])


def _to_document(
    case: Case, draft: Draft, family: str, markup: str, layout: str, manner: str
) -> Document:
    text, label, items = set_lines(
        parse(markup), layout.split("+"), rng=draft.draw.random, number=draft.number
    )
    return Document(
        id=case.id,
        text=text,
        label=label,
        part="simulated",
        case=case.id,
        author="simulator",
        sha256=text_hash(text),
        family=family,
        letter={name: draft.fields.get(name) for name in HEADER_FIELDS},
        items=tuple(
            replace(
                item,
                kind=case.items[item.number - 1].kind.key,
                true_probability=round(case.items[item.number - 1].probability, 6),
            )
            for item in items
        ),
        extra={"layout": layout, "hand": manner},
    )
