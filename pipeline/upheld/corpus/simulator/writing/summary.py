"""The clinical summary: what was known before the decision."""

from __future__ import annotations

from functools import cache

from upheld.corpus.simulator.facts import bound_to_item
from upheld.corpus.simulator.grammar.expanding import sentence
from upheld.corpus.simulator.grammar.rules import load_tables
from upheld.corpus.simulator.vocabulary import draw_drug
from upheld.corpus.simulator.writing.style import compose, finish
from upheld.corpus.simulator.writing.telling import Teller

_MOTION = frozenset(
    {"remaining_deficit", "motion_restricted", "therapy_gain", "derangement_signs", "facet_signs"}
)
_WORK = frozenset({"functional_gain", "job_goal", "therapy_gain", "homebound", "plateau_reached"})
_SURGICAL = frozenset({"surgery_recent", "not_surgical", "lesion_on_imaging"})
_FILMS = frozenset({"films_done", "joint_degeneration", "no_recent_study"})


@cache
def place_of(fact: str) -> str:
    """Name the part of a summary where a fact is told: `exam`, `studies`, `visit` or `course`."""
    places = load_tables("grammar")["place"]
    return next((place for place, facts in places.items() if fact in facts), "course")


class Summary:
    """Writes the summary of one case."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.draw = teller.expander.draw
        self.terse = teller.style.terse
        self.case = teller.case
        self.facts = {fact for item in self.case.items for fact in item.kind.facts}
        self.silent = {name for item in self.case.items for name in item.kind.silences}
        self.clauses: dict[str, list[str]] = {
            place: [] for place in ("course", "studies", "visit", "exam")
        }

    def paragraphs(self) -> list[str]:
        """Write the summary as paragraphs of markup."""
        self._tell_facts()
        self._tell_the_rest()
        parts = [sentence(self._rule("opening"))]
        order = ["course", "studies", "visit", "exam"]
        if self.draw.chance(0.3):
            order = ["visit", "exam", "course", "studies"]
        for place in order:
            clauses = self.clauses[place]
            self.draw.random.shuffle(clauses)
            if clauses:
                dated = place in ("visit", "exam")
                parts.append(compose(self.teller.expander, self.teller.style, clauses, dated=dated))
        parts.append(compose(self.teller.expander, self.teller.style, self._ending(), led=False))
        return [finish(p, self.teller.style, self.draw) for p in self._in_paragraphs(parts)]

    def _in_paragraphs(self, parts: list[str]) -> list[str]:
        paragraphs = [parts[0]]
        for part in parts[1:]:
            if self.draw.chance(0.3):
                paragraphs.append(part)
            else:
                paragraphs[-1] += " " + part
        return paragraphs

    def _rule(self, name: str, item: int | None = None, **slots: str) -> str:
        return self.teller.rule(f"terse_{name}" if self.terse else name, item, **slots)

    def _tell_facts(self) -> None:
        """Tell every fact that decides, once: met as it is, denied as its contrary."""
        told: set[tuple[str, int | None]] = set()
        for place, item in enumerate(self.case.items):
            for fact, state in item.states.items():
                key = (fact, place if bound_to_item(fact) else None)
                if state != "silent" and key not in told:
                    told.add(key)
                    clause = self.teller.told(fact, state, place)
                    self.clauses[place_of(fact)].append(clause)

    def _tell_the_rest(self) -> None:
        self._add("visit", "complaint", self.draw.random.randint(1, 3))
        self._add("exam", "exam", self.draw.random.randint(1, 4))
        if self.draw.chance(0.35):
            self._add("exam", "measured", 1)
        if self.draw.chance(0.2):
            self._add("studies", "lab", 1)
        if not self.facts & _MOTION and self.draw.chance(0.6):
            self._add("exam", "exam_motion", 1)
        if "imaging" not in self.silent and not self.facts & _FILMS and self.draw.chance(0.6):
            self._add("studies", "imaging", self.draw.random.randint(1, 2))
        if not self.terse and not self.facts & _FILMS and self.draw.chance(0.25):
            self.clauses["studies"].append(self.teller.rule("films"))
        self._add("course", "history", self.draw.random.choice([0, 0, 1, 1, 2]))
        if not self.facts & _SURGICAL and self.draw.chance(0.25):
            self._add("course", "surgical", 1)
        if self.draw.chance(0.6):
            self._add("course", "past", self.draw.random.choice([1, 1, 2]))
        if self.draw.chance(0.55):
            self.clauses["course"].append(self._medication())
        if self.draw.chance(0.2):
            self.clauses["course"].append(self.teller.rule("allergy"))
        if not self.terse and self.draw.chance(0.2):
            self.clauses["course"].append(self.teller.rule("habit"))
        if not self.facts & _WORK and self.draw.chance(0.4):
            self._add("course", "work", 1)
        if not self.terse and self.draw.chance(0.12):
            place = self.draw.random.randrange(len(self.case.items))
            self.clauses["course"].append(
                self.teller.rule("earlier", place, one_name=self.teller.rule("name", place))
            )

    def _add(self, place: str, rule: str, count: int) -> None:
        """Write some patterns of a rule, each once at most."""
        left = list(self.teller.expander.rules[f"terse_{rule}" if self.terse else rule])
        for _ in range(min(count, len(left))):
            pattern = self.draw.word(left)
            left.remove(pattern)
            self.clauses[place].append(self.teller.choose([pattern]))

    def _medication(self) -> str:
        drugs = [item.drug for item in self.case.items if item.drug and self.draw.chance(0.7)][:4]
        drugs += [draw_drug(self.draw, "general") for _ in range(self.draw.random.randint(1, 3))]
        written = []
        for drug in {drug.generic: drug for drug in drugs}.values():
            strength = f"[M|{drug.strength}]" if drug.strength and self.draw.chance(0.7) else ""
            taken = "{taken}" if self.draw.chance(0.5) else ""
            written.append(self.teller.expander.write(f"[T|{drug.name}] {strength} {taken}"))
        return self._rule("medication", drug_list=join(written, terse=self.terse))

    def _ending(self) -> list[str]:
        count = self.draw.random.randint(1, 4)
        diagnoses = list(dict.fromkeys(self.teller.rule("diagnosis_one") for _ in range(count)))
        clauses = [self._rule("diagnoses", diagnosis_list=join(diagnoses, terse=self.terse))]
        names = [self.teller.rule("name", place) for place in range(len(self.case.items))]
        asked = [name for name in names if len(names) < 4 or self.draw.chance(0.6)] or names[:1]
        if self.draw.chance(0.75):
            clauses.append(self._rule("plan", request_list=join(asked, terse=self.terse)))
        short = self.teller.rule("all_requests") if len(names) > 2 else join(names)
        clauses.append(self._rule("denial", request_list_short=short, denial_reason=self._reason()))
        return clauses

    def _reason(self) -> str:
        place = self.draw.random.randrange(len(self.case.items))
        unmet = self.case.items[place].unmet
        if unmet and self.draw.chance(0.6):
            return self.teller.unmet(self.draw.random.choice(unmet), place)
        return self.teller.rule("denial_other")


def join(phrases: list[str], *, terse: bool = False) -> str:
    """Join phrases to a list: `a, b and c`."""
    if len(phrases) == 1:
        return phrases[0]
    return ", ".join(phrases) if terse else f"{', '.join(phrases[:-1])} and {phrases[-1]}"
