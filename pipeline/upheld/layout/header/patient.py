"""Age and sex of the patient, from the sentence that introduces the patient."""

from __future__ import annotations

import re

_FEMALE = r"females?|wom[ae]n|lady|f"
_MALE = r"males?|m[ae]n|gentlem[ae]n|m"
_SEX = rf"(?P<sex>{_FEMALE}|{_MALE})\b"
_PERSON = (
    r"(?:patient|claimant|employee|worker|applicant|injured|person|individual|member|right|left)"
)
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_UNITS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        range(1, 10),
        strict=True,
    )
)
_TEENS = {"eighteen": 18, "nineteen": 19, "sixteen": 16, "seventeen": 17}
_SPELLED = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]{{1,2}}(?:{'|'.join(_UNITS)}))?|{'|'.join(_TEENS)})"
_NUMBER = rf"(?P<age>\d{{2,3}}|{_SPELLED})"
_YEARS = r"[\s-]{0,3}(?:years?|yrs?|y)[\s./-]{0,3}(?:olds?|of[\s-]age|o)\b\.?"

_AGED = re.compile(rf"\b{_NUMBER}{_YEARS}", re.IGNORECASE)
_SEX_BEHIND = re.compile(
    rf"[\s,;()-]{{0,4}}(?:[a-z/-]{{2,20}}[\s,]{{1,3}}){{0,4}}?\(?{_SEX}", re.IGNORECASE
)
_SEX_BEFORE = re.compile(
    rf"\b{_SEX}[\s,;(-]{{1,4}}(?:who\sis\s|(?:now\s)?aged?\s|now\s|presently\s|currently\s)?$",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b(?P<age>\d{2})[\s-]?(?:y/?o)?[\s-]?(?P<sex>F|M)\b(?!\.\w)")
_AGE_WORD = re.compile(
    rf"\b(?:aged?|age\s(?:of|is|was))[\s:]{{1,3}}{_NUMBER}\b(?!\s?(?:weeks|months|days))",
    re.IGNORECASE,
)
_SEX_LABEL = re.compile(rf"\b(?:sex|gender)\s?[:=]\s?{_SEX}", re.IGNORECASE)
_PERSON_NEAR = re.compile(_PERSON, re.IGNORECASE)
_SEX_PHRASE = re.compile(
    r"\b(?:(?:this|the|a|an)\s(?:[a-z-]{2,20}\s){0,3}?|is\san?\s|patient,?\s(?:an?\s)?)"
    + rf"{_SEX}",
    re.IGNORECASE,
)
_NOT_THE_PATIENT = re.compile(
    r"\b(?:son|daughter|wife|husband|mother|father|brother|sister|co-?worker|child|her|his)\b[^.]{0,25}$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:^|[.:]\s{1,3}|\n)(?:this|an?|the)\s$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"[\s-]{1,2}(?:son|daughter|wife|husband|mother|father|brother|sister|child|boy|girl|injur|claim|case)\w*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?<![/\w])(?<!or )(?:(?P<she>she|hers?|herself)|he|his|him|himself)\b(?!\s?/|\sor\s(?:s?he|her|his))",
    re.IGNORECASE,
)
_ENOUGH_PRONOUNS = 2
_OLDEST = 110


def find_patient(
    text: str, spans: list[tuple[int, int]], summary: list[tuple[int, int]]
) -> tuple[int | None, str | None]:
    """Find the patient's age in years and sex in the first of the spans that states an age.

    Where no word names the sex, the pronouns of the summary do, if all of them agree.
    """
    for start, end in spans:
        age, sex = _introduced(text, start, end)
        if age is not None:
            return age, sex or _sex_alone(text, start, end) or _sex_of_pronouns(text, summary)
    named = next((sex for s, e in spans if (sex := _sex_alone(text, s, e))), None)
    return None, named or _sex_of_pronouns(text, summary)


def _sex_of_pronouns(text: str, summary: list[tuple[int, int]]) -> str | None:
    found = [
        _to_sex("f" if match["she"] else "m")
        for start, end in summary
        for match in _PRONOUN.finditer(text, start, end)
    ]
    return found[0] if len(found) >= _ENOUGH_PRONOUNS and len(set(found)) == 1 else None


def _introduced(text: str, start: int, end: int) -> tuple[int | None, str | None]:
    unsure: int | None = None
    for match in _AGED.finditer(text, start, end):
        age = _to_age(match["age"])
        if age is None or _NOT_THE_PATIENT.search(
            text, max(start, match.start() - 40), match.start()
        ):
            continue
        sex = _SEX_BEHIND.match(text, match.end(), end)
        sex = sex or _SEX_BEFORE.search(text, max(start, match.start() - 30), match.start())
        if sex:
            return age, _to_sex(sex["sex"])
        if _RELATIVE.match(text, match.end()):
            continue
        around = text[max(start, match.start() - 60) : match.end() + 30]
        introduced = _ARTICLE.search(text, max(start, match.start() - 8), match.start())
        if unsure is None and (introduced or _PERSON_NEAR.search(around)):
            unsure = age
    if unsure is not None:
        return unsure, None
    for pattern in (_SHORT, _AGE_WORD):
        for match in pattern.finditer(text, start, end):
            age = _to_age(match["age"])
            if age is None or _NOT_THE_PATIENT.search(
                text, max(start, match.start() - 40), match.start()
            ):
                continue
            if pattern is _SHORT:
                return age, _to_sex(match["sex"])
            sex = _SEX_BEHIND.match(text, match.end(), end)
            sex = sex or _SEX_BEFORE.search(text, max(start, match.start() - 30), match.start())
            return age, _to_sex(sex["sex"]) if sex else None
    return None, None


def _sex_alone(text: str, start: int, end: int) -> str | None:
    for pattern in (_SEX_LABEL, _SEX_PHRASE):
        match = pattern.search(text, start, end)
        if (match and len(match["sex"]) > 1) or (match and pattern is _SEX_LABEL):
            return _to_sex(match["sex"])
    return None


def _to_age(written: str) -> int | None:
    if written.isdecimal():
        age = int(written)
    elif written.lower() in _TEENS:
        age = _TEENS[written.lower()]
    else:
        tens, *units = re.split(r"[\s-]+", written.lower())
        age = _TENS[tens] + (_UNITS[units[0]] if units else 0)
    return age if 0 < age <= _OLDEST else None


def _to_sex(written: str) -> str:
    return "female" if re.fullmatch(_FEMALE, written, re.IGNORECASE) else "male"
