"""The parts of meaning, each a question asked of some entities or items, with one right answer or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from upheld.corpus.meanings import GoldMeaning, GoldRequest
from upheld.meaning import Meaning, Request
from upheld.meaning.attaching.topics import name_words
from upheld.meaning.drugs import find_drug
from upheld.training.meaning.cases import Case, MeaningFinder, RequestReader, answers


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of a part: what is right, and what was said; None where nothing was.

    `right` is whether the two agree, which is not always equality: a diagnosis may have several right codes.
    """

    gold: str | None
    said: str | None
    right: bool


def _same(gold: str | None, said: str | None) -> Answer:
    return Answer(gold, said, gold == said)


def _status(gold: GoldMeaning, said: Meaning) -> Answer | None:
    return None if gold.status is None else _same(gold.status, said.status)


def _result(gold: GoldMeaning, said: Meaning) -> Answer | None:
    return None if gold.result is None else _same(gold.result, said.result)


def _quantity(gold: GoldMeaning, said: Meaning) -> Answer | None:
    if gold.quantity is None:
        return None
    return _same(gold.quantity, None if said.quantity is None else str(said.quantity))


def _joined(parts: tuple[str, ...]) -> str | None:
    return "+".join(sorted(parts)) or None


def _region(gold: GoldMeaning, said: Meaning) -> Answer | None:
    if gold.quantity is not None:
        return None
    return _same(_joined(gold.sites), _joined(said.site.regions))


def _stated_region(gold: GoldMeaning, said: Meaning) -> Answer | None:
    return _region(gold, said) if gold.sites or said.site.regions else None


def _level(gold: GoldMeaning, said: Meaning) -> Answer | None:
    if gold.quantity is not None or not (gold.levels or said.site.levels):
        return None
    return _same(_joined(gold.levels), _joined(said.site.levels))


def _side(gold: GoldMeaning, said: Meaning) -> Answer | None:
    return None if gold.quantity is not None else _same(gold.side, said.site.side)


def _stated_side(gold: GoldMeaning, said: Meaning) -> Answer | None:
    return _side(gold, said) if gold.side or said.site.side else None


def _code(gold: GoldMeaning, said: Meaning) -> Answer | None:
    """Ask for the category, the first three characters; no code said where one is due is not right."""
    if gold.label != "DIAGNOSIS":
        return None
    category = None if said.code is None else said.code.code[:3]
    due = {code[:3] for code in gold.codes}
    return Answer("|".join(sorted(due)) or None, category, category in due)


_OF_ENTITIES: dict[str, Callable[[GoldMeaning, Meaning], Answer | None]] = {
    "status": _status,
    "result": _result,
    "quantity": _quantity,
    "region": _region,
    "region, where stated": _stated_region,
    "level": _level,
    "side": _side,
    "side, where stated": _stated_side,
    "code": _code,
}


def _field(name: str) -> Callable[[GoldRequest, Request], Answer | None]:
    def ask(gold: GoldRequest, said: Request) -> Answer | None:
        one, other = getattr(gold, name), getattr(said, name)
        return _same(one, other) if one or other else None

    return ask


def _request_region(gold: GoldRequest, said: Request) -> Answer | None:
    return _same(_joined(gold.sites), _joined(said.site.regions))


def _request_side(gold: GoldRequest, said: Request) -> Answer | None:
    return _same(gold.side, said.site.side)


_OF_ITEMS: dict[str, Callable[[GoldRequest, Request], Answer | None]] = {
    "request kind": _field("kind"),
    "request drug": _field("drug"),
    "request dose": _field("dose"),
    "request count": _field("count"),
    "request frequency": _field("frequency"),
    "request duration": _field("duration"),
    "request date": _field("date"),
    "request region": _request_region,
    "request side": _request_side,
}

PARTS: tuple[str, ...] = (*_OF_ENTITIES, "attachment", "attachment, same name", *_OF_ITEMS)


def ask(case: Case, find: MeaningFinder, read: RequestReader) -> Iterator[tuple[str, Answer]]:
    """Ask all questions of one letter; gives the part of each with its answer."""
    for number, gold, said in answers(case, find):
        for part, question in _OF_ENTITIES.items():
            if (answer := question(gold, said)) is not None:
                yield part, answer
        if gold.quantity is not None:
            due = case.measures[number]
            yield "attachment", _same(_number(due), _number(said.measures))
            alike = Answer(_number(due), _number(said.measures), _alike(case, due, said.measures))
            yield "attachment, same name", alike
    for words, wanted in case.items:
        request = read(words)
        for part, asked in _OF_ITEMS.items():
            if (answer := asked(wanted, request)) is not None:
                yield part, answer


def _alike(case: Case, due: int | None, said: int | None) -> bool:
    """Say if two mentions are one thing by its name: the same drug, or all words of one among those of the other.

    A letter names a treatment again and again, and which of its mentions a quantity belongs to is often no matter.
    """
    if due is None or said is None or due == said:
        return due == said
    one, other = case.mentions[due], case.mentions[said]
    if one.label != other.label:
        return False
    names = one.words(case.text), other.words(case.text)
    drugs = [find_drug(name) for name in names]
    if drugs[0] is not None and drugs[0] == drugs[1]:
        return True
    some, others = map(name_words, names)
    return bool(some and others) and (some <= others or others <= some)


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)
