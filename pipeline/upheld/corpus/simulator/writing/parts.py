"""What the families of letters share: requests, citations, header fields, lists of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from upheld.corpus.simulator.cases import Case, CaseItem
from upheld.corpus.simulator.grammar.expanding import tidy
from upheld.corpus.simulator.sides import Draw
from upheld.corpus.simulator.vocabulary.places import PLACES
from upheld.corpus.simulator.writing.rationale import Rationales
from upheld.corpus.simulator.writing.summary import Summary
from upheld.corpus.simulator.writing.telling import Teller


@dataclass
class Draft:
    """One letter while it is written: who tells it, what it says of the case in its header.

    `fields` holds the header fields that the letter states, by their names.
    """

    teller: Teller
    number: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """Give the case that the letter tells of."""
        return self.teller.case

    @property
    def draw(self) -> Draw:
        """Give the random stream of the letter."""
        return self.teller.expander.draw

    def say(self, rule: str, /, **written: str) -> str:
        """Write one of the patterns of a rule, which may be empty."""
        return self.teller.rule(rule, **written)

    def state(self, **fields: Any) -> None:
        """Note header fields that the letter states."""
        self.fields.update(fields)


def summary(draft: Draft) -> list[str]:
    """Write the summary; it states age and sex."""
    draft.state(patient_age=draft.case.age, patient_sex=draft.case.sex)
    return Summary(draft.teller).paragraphs()


def requests(draft: Draft) -> list[str]:
    """Write every request as markup, without the mark of the item."""
    return [_request(draft.teller, place, item) for place, item in enumerate(draft.case.items)]


def _request(teller: Teller, place: int, item: CaseItem) -> str:
    draw = teller.expander.draw
    if not item.drug:
        return _capital(teller.choose(item.kind.request, place))
    written = teller.rule("drug_request", place, drug_brand=_other_name(item))
    return _capital(tidy(written.replace(" ,", ",").rstrip(" ,")), draw.chance(0.8))


def _other_name(item: CaseItem) -> str:
    return f"([[TREATMENT|{item.drug.brand}]])" if item.drug and item.drug.brand else ""


def _capital(markup: str, wanted: bool = True) -> str:
    at = markup.index("|") + 1 if markup.startswith("[[") else 0
    return markup[:at] + markup[at].upper() + markup[at + 1 :] if wanted else markup


def mark_item(number: int, decision: str, request: str) -> str:
    """Mark a request as the disputed item of a number."""
    return f"{{{{{number} {decision}|{request}}}}}"


def reviewer(draft: Draft) -> dict[str, str]:
    """Draw the reviewer's specialty and licensure, and note them."""
    drawn = {
        name: draft.draw.word(draft.teller.expander.rules[name])
        for name in ("specialty", "licensure")
    }
    draft.state(reviewer_specialty=drawn["specialty"], reviewer_licensure=drawn["licensure"])
    return drawn


def rationales(draft: Draft, *, concluded: bool) -> list[str]:
    """Write the rationale of every item."""
    writer = Rationales(draft.teller)
    return [writer.write(place, concluded=concluded) for place in range(len(draft.case.items))]


def documents(draft: Draft, *, bullet: str) -> list[str]:
    """Write the list of documents reviewed, each a line."""
    names = list(draft.teller.expander.rules["documents"])
    chosen = draft.draw.random.sample(names, draft.draw.random.randint(3, 6))
    return [bullet + draft.teller.choose([name]) for name in chosen]


def citations(draft: Draft, place: int, *, terse: bool) -> tuple[str, str]:
    """Write what the claims administrator and the reviewer cite for an item, as phrases."""
    kind = draft.case.items[place].kind
    found = (_way(draft, name, kind.cited, terse=terse) for name in kind.cited if name != "page")
    ways = [way for way in found if way] or ["the MTUS"]
    return draft.draw.random.choice(ways), draft.draw.random.choice(ways)


def _way(draft: Draft, name: str, cited: Mapping[str, str], *, terse: bool) -> str | None:
    region = PLACES[draft.case.region]
    if name == "acoem" and not region["acoem"]:
        return None
    section = str(cited[name]).format_map(region)
    pages = str(cited.get("page", "")).format_map(region)
    page = draft.draw.random.choice([f", page {pages}", f", pg {pages}", f" Page(s): {pages}", ""])
    page = page if pages and name != "odg" else ""
    named = {
        "mtus": [
            "MTUS Chronic Pain Medical Treatment Guidelines",
            "MTUS Chronic Pain Treatment Guidelines",
        ],
        "odg": ["Official Disability Guidelines (ODG)", "ODG", "Non-MTUS Citation ODG"],
        "acoem": [
            "MTUS ACOEM Practice Guidelines",
            "ACOEM Practice Guidelines, 2nd Edition (2004)",
        ],
        "postsurgical": ["MTUS Postsurgical Treatment Guidelines"],
        "acupuncture": ["MTUS Acupuncture Medical Treatment Guidelines"],
    }[name]
    link = draft.draw.random.choice([", ", ", Section(s): ", ", "] if not terse else [" ", ", "])
    article = "the " if named[0][0] in "MO" and draft.draw.chance(0.6) else ""
    return f"{article}{draft.draw.random.choice(named)}{link}{section}{page}"
