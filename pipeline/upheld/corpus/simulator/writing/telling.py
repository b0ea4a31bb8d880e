"""How the facts of a case are told, and told again with the same words in the rationales."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from upheld.corpus.simulator.cases import Case
from upheld.corpus.simulator.facts import State, all_topics, bound_to_item
from upheld.corpus.simulator.grammar.expanding import Expander, Filler
from upheld.corpus.simulator.slots import case_slots, item_slots
from upheld.corpus.simulator.writing.style import Style


class Teller:
    """Writes clauses about one case; what was told once keeps its numbers, dates and names."""

    def __init__(self, expander: Expander, case: Case, style: Style) -> None:
        self.expander = expander
        self.case = case
        self.style = style
        expander.slots.update(case_slots(expander.draw, case, style.person))
        self.slots: list[dict[str, Filler]] = [item_slots(expander.draw, i) for i in case.items]
        self._memories: dict[tuple[str, int | None], dict[str, str]] = {}

    def told(self, fact: str, state: State, item: int | None) -> str:
        """Tell a fact that is met, or the contrary of one that is denied, as a clause."""
        use = "told" if state == "met" else "denied"
        if self.style.terse:
            use = "terse" if state == "met" else "denied_terse"
        return self._write(fact, use, item)

    def told_again(self, fact: str, item: int) -> str:
        """Tell a fact that is met as the clause of a sentence, whatever the style."""
        return self._write(fact, "told", item)

    def unmet(self, fact: str, item: int) -> str:
        """Say that a fact is missing, or told against it."""
        return self._write(fact, "unmet", item)

    def need(self, fact: str) -> str:
        """Name a fact as a guideline asks for it, as a noun phrase."""
        return self.expander.choose(all_topics()[fact]["need"])

    def rule(self, name: str, item: int | None = None, /, **written: str) -> str:
        """Write one of the patterns of a rule, with the words of an item where it is of one.

        `written` fills slots with markup that is finished, not with patterns.
        """
        slots: dict[str, Filler] = {slot: partial(str, text) for slot, text in written.items()}
        return self.expander.rule(name, self._slots(item) | slots)

    def choose(self, patterns: Sequence[str], item: int | None = None) -> str:
        """Write one of the patterns, with the words of an item where it is of one."""
        return self.expander.choose(patterns, self._slots(item))

    def _slots(self, item: int | None) -> dict[str, Filler]:
        return self.slots[item] if item is not None else {}

    def _write(self, fact: str, use: str, item: int | None) -> str:
        key = (fact, item if bound_to_item(fact) else None)
        memory = self._memories.setdefault(key, {})
        patterns = all_topics()[fact][use]
        return self.expander.choose(patterns, self._slots(item), memory)
