"""The rationales: why a request is medically necessary, or is not."""

from __future__ import annotations

from upheld.corpus.simulator.cases import CaseItem
from upheld.corpus.simulator.grammar.expanding import sentence
from upheld.corpus.simulator.sides import Draw
from upheld.corpus.simulator.writing.style import finish
from upheld.corpus.simulator.writing.summary import join
from upheld.corpus.simulator.writing.telling import Teller


class Rationales:
    """Writes the rationales of one letter."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.draw: Draw = teller.expander.draw

    def write(self, place: int, *, concluded: bool = True) -> str:
        """Write the rationale of the item at `place`, in its letter's style, as one paragraph of markup.

        It argues from the facts that are met and those that are not. Where reviewer noise turned the
        decision against them, it says what else decided.

        Args:
            place: the item's place in the case, from 0.
            concluded: whether its last sentence must state the decision.

        """
        item = self.teller.case.items[place]
        clauses = self._argument(place, item)
        if self.draw.chance(0.8):
            clauses.insert(0, self._needs(place, item))
        if self.draw.chance(0.25):
            at = self.draw.random.randint(0, len(clauses))
            clauses.insert(at, self.teller.rule("filler_sentence", place))
        text = finish(" ".join(sentence(c) for c in clauses), self.teller.style, self.draw)
        if concluded or self.draw.chance(0.6):
            text += " " + sentence(self.teller.rule(f"close_{item.decision}", place))
        return text

    def _needs(self, place: int, item: CaseItem) -> str:
        facts = list(item.kind.facts)
        self.draw.random.shuffle(facts)
        count = self.draw.random.randint(1, len(facts))
        needs = join([self.teller.need(fact) for fact in facts[:count]])
        terse = "terse_" if self.teller.style.terse and self.draw.chance(0.6) else ""
        return self.teller.rule(f"{terse}need_sentence", place, needs=needs)

    def _argument(self, place: int, item: CaseItem) -> list[str]:
        met, unmet = list(item.met), list(item.unmet)
        self.draw.random.shuffle(met)
        self.draw.random.shuffle(unmet)
        if item.decision == "overturned":
            clauses = [self._met(place, fact) for fact in met[: self.draw.random.randint(1, 3)]]
            if unmet and (not met or self.draw.chance(0.6)):
                unmet_clause = self.teller.unmet(unmet[0], place)
                clauses.append(self.teller.rule("excuse_sentence", place, unmet=unmet_clause))
            return clauses
        clauses = [self._unmet(place, fact) for fact in unmet[: self.draw.random.randint(1, 3)]]
        if met and unmet and self.draw.chance(0.4):
            told = self.teller.told_again(met[0], place)
            missing = self.teller.unmet(unmet[0], place)
            clauses[0] = self.teller.rule("contrast_sentence", place, told=told, unmet=missing)
        elif met and not unmet:
            clauses = [self._met(place, met[0]), self.teller.rule("quibble_sentence", place)]
        elif self.draw.chance(0.15):
            clauses.append(self.teller.rule("quibble_sentence", place))
        return clauses

    def _met(self, place: int, fact: str) -> str:
        if self.teller.style.terse and self.draw.chance(0.5):
            return self.teller.told(fact, "met", place)
        return self.teller.rule("met_sentence", place, told=self.teller.told_again(fact, place))

    def _unmet(self, place: int, fact: str) -> str:
        return self.teller.rule("unmet_sentence", place, unmet=self.teller.unmet(fact, place))
