"""What fills the slots of patterns: the words of one case, and those of one of its items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upheld.corpus.simulator.cases import Case, CaseItem
from upheld.corpus.simulator.dates import date_slots
from upheld.corpus.simulator.grammar.expanding import Filler
from upheld.corpus.simulator.grammar.rules import load_rules
from upheld.corpus.simulator.sides import Draw
from upheld.corpus.simulator.vocabulary import class_words, draw_drug, load_regions
from upheld.corpus.simulator.vocabulary.icd import general_diagnoses, injury_diagnoses
from upheld.corpus.simulator.vocabulary.places import PLACES

_PRONOUNS: Mapping[str, tuple[str, str, str, str]] = {
    "female": ("she", "her", "her", "herself"),
    "male": ("he", "him", "his", "himself"),
}
_MARKED: Mapping[str, str] = {
    "part": "B",
    "muscle": "B",
    "radiates": "B",
    "weak": "B",
    "site": "B",
    "pain": "D",
}


def case_slots(draw: Draw, case: Case, name: str) -> dict[str, Filler]:
    """Give what fills the slots of every pattern of one letter.

    Args:
        draw: the random stream of the letter.
        case: the case that it tells of.
        name: what the patient is mostly called where it is no pronoun (`the claimant`).

    """
    he, him, his, himself = _PRONOUNS[case.sex]
    region = load_regions()[case.region]
    level = draw.word(region.get("levels", ("L4-5",)))
    root = draw.word(region.get("roots", ("L5",)))
    test, test_two = _two(draw, region["tests"])
    lesions = [pattern for pattern in region["imaging"] if "[D|" in pattern]
    lesion, lesion_two = _two(draw, lesions)
    words: dict[str, Filler] = {
        "he": f"<{he}|{he}|{name}>",
        "him": him,
        "his": his,
        "himself": himself,
        "she": he,
        "person": name,
        "age": str(case.age),
        "side": case.hurt_side,
        "side_word": case.hurt_side,
        "other_side": "right" if case.hurt_side == "left" else "left",
        "level": f"[B|{level}]",
        "level_word": level,
        "level_plain": level,
        "root": root,
        "vertebra": level[:2],
        "test": test,
        "test_two": test_two,
        "lesion": lesion.replace("[B|{level}]", f"[B|{level}]"),
        "lesion_two": lesion_two.replace("[B|{level}]", f"[B|{level}]"),
        "normal_finding": region["normal"],
        "adjective": region["adjective"],
        "move": region["moves"],
        "diagnosis": region["diagnoses"],
        "surgery": region["surgeries"],
        "operation": region["surgeries"],
        "reflex_bad": region.get("reflexes", ("diminished reflexes",)),
        "facets": f"{level} <facets|facet joints>",
        "nerve_test": test,
        "mechanism": "{mechanism_" + _MECHANISM[case.region] + "}",
        "site_two": "{site}",
        "digit": lambda: str(draw.random.randint(1, 9)),
        "tens": lambda: str(draw.random.randint(11, 99)),
        "hundreds": lambda: str(draw.random.randint(110, 290)),
        "move_two": region["moves"],
        "finding_two": [p.replace("{level}", level) for p in region["imaging"]],
        "finding": [p.replace("{level}", level) for p in region["imaging"]],
        "icd_title": general_diagnoses(),
        "icd_general": "{modifier_disease}{icd_title}",
        "icd_general_two": "{icd_general}",
        "icd_injury": injury_diagnoses(case.region, case.hurt_side) or region["diagnoses"],
    }
    words |= _people(case)
    for slot, use in _REGION_USES.items():
        mark = _MARKED[slot]
        modified = "{modifier_" + slot + "}" if slot in _MODIFIED else ""
        words[slot] = [
            f"[{mark}|{word}]" if word.startswith(_COMPLETE) else f"[{mark}|{modified}{word}]"
            for word in region[use]
        ]
        words[f"{slot}_plain"] = list(region[use])
    return words | taken_drugs(draw, case) | date_slots(draw, case) | dict(PLACES[case.region])


_REGION_USES = {
    "part": "part",
    "muscle": "muscles",
    "radiates": "radiates",
    "weak": "weak",
    "site": "sites",
    "pain": "pain",
}
# Sites that take a side or a quality in front, and words that have one already.
_MODIFIED = frozenset({"muscle", "site", "weak"})
_COMPLETE = (
    *("{side}", "left", "right", "both", "L4", "C7", "A1"),
    *("upper", "lower", "anterior", "posterior", "contralateral"),
)
_MECHANISM = {
    "lumbar": "spine",
    "cervical": "spine",
    "shoulder": "upper",
    "elbow": "upper",
    "wrist": "upper",
    "knee": "lower",
    "hip": "lower",
    "ankle": "lower",
}


def _people(case: Case) -> dict[str, Filler]:
    he = _PRONOUNS[case.sex][0]
    return {
        "sex_noun": "{sex_noun_" + case.sex + "}",
        "sex_letter": "F" if case.sex == "female" else "M",
        "sex_word": case.sex,
        "he_plain": he,
        "part_own": "{part}",
        "pain_bare": "{pain_plain}",
        "absent_two": "{absent}",
        "organ_two": "{organ}",
        "service_two": "{service_other}",
        "allergen_two": "{allergen}",
        "manoeuvre_two": "{manoeuvre}",
    }


def taken_drugs(draw: Draw, case: Case) -> dict[str, Filler]:
    """Give the slots for the drugs that the patient takes besides those that are asked for."""
    asked = {item.kind.drugs: item.drug for item in case.items if item.drug}
    slots: dict[str, Filler] = {}
    for slot, drugs in (("nsaid_drug", "nsaid"), ("opioid_drug", "opioid")):
        drug = asked.get(drugs) or draw_drug(draw, drugs)
        slots[slot] = f"[T|{drug.name}]"
    return slots


def item_slots(draw: Draw, item: CaseItem) -> dict[str, Filler]:
    """Give what fills the slots of patterns that tell of one item."""
    slots: dict[str, Filler] = {
        "name": list(item.kind.name) or "{drug}",
        "generic": list(item.kind.generic),
        "service": list(item.kind.generic) or "[T|treatment]",
    }
    if item.drug:
        named = f"[T|{item.drug.name}]"
        generic = f"[T|{item.drug.generic}]"
        slots["drug"] = f"<{named}|{named}|{generic}>"
        slots["strength"] = f"[M|{item.drug.strength}]" if item.drug.strength else ""
        slots["generic"] = [f"[T|{word}]" for word in class_words(str(item.kind.drugs))]
        slots["drug_name"] = named
        slots["drug_generic"] = generic
    elif item.kind.key == "compound_cream":
        count = draw.random.randint(2, 4)
        drugs = [draw.word(load_rules()["cream_drug"]) for _ in range(count)]
        bad = draw.word(load_rules()["bad_drug"])
        drugs = list(
            dict.fromkeys([*drugs, bad] if "ingredients_supported" in item.unmet else drugs)
        )
        draw.random.shuffle(drugs)
        joint = draw.random.choice(["/", ", ", ", ", " / "])
        slots["ingredients"] = joint.join(f"[T|{d}] [M|{{percent_cream}}]" for d in drugs)
        slots["bad_ingredient"] = f"[T|{bad}]"
    return slots


def _two(draw: Draw, words: Sequence[str]) -> tuple[str, str]:
    first = draw.word(words)
    return first, draw.word([word for word in words if word != first] or words)
