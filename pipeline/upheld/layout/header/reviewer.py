"""Specialty and licensure of the reviewer."""

from __future__ import annotations

import re

from upheld.layout.phrases import phrase

_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|District of Columbia|Florida|Georgia"
    "|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan"
    "|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York"
    "|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Puerto Rico|Rhode Island|South Carolina"
    "|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|Washington(?: DC|, DC|, D\\.C\\.)?"
    "|Wisconsin|Wyoming|Guam|Virgin Islands"
)
_STATE = r"(?:" + re.sub(r" ", r"\\s{1,4}", _STATES) + r"|[A-Z]{2}\b)"
_STATE_LIST = (
    rf"(?P<states>{_STATE}(?:\s{{0,4}}(?:,|;|and|&|/|,\s{{0,4}}and)\s{{0,4}}{_STATE}){{0,14}})"
)
_LICENSED = (
    re.compile(phrase(r"states? of licensure") + r"\s{0,4}:?\s{0,4}" + _STATE_LIST),
    re.compile(phrase(r"(?i:states?(?:\(s\))? of licensure)") + r"\s{0,4}:?\s{0,4}" + _STATE_LIST),
    re.compile(
        phrase(
            r"(?i:licens(?:ed|ure|e)|licenced)(?i: (?:to practi[cs]e)?(?: medicine)?(?: in)?(?: the)?(?: states? of)?)"
        )
        + r"\s{0,4}"
        + _STATE_LIST
    ),
    re.compile(
        phrase(r"(?i:licens(?:ed?|ure)) ?(?::|(?i:held in|is that of|from)) ") + _STATE_LIST
    ),
    re.compile(_STATE_LIST + phrase(r" (?i:(?:medical )?licens(?:e|ure)\b)")),
)
_CERTIFIED_LABEL = re.compile(
    phrase(r"certifications?(?:\(s\))?/ ?special(?:ty|ties)(?:\(s\))? ?: ")
    + r"(?P<specialty>[^\n:]{3,160})",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(
    phrase(
        r"\b(?:board ?-? certifi(?:ed|cation) (?:physician )?(?:in|by the American Board (?:of|in)|[,:])"
        r"|certified (?:by the American Board )?(?:in|of)) "
    )
    + r"(?P<specialty>(?:[^.;\n]|\n(?!\n)){3,160})",
    re.IGNORECASE,
)
_SUBSPECIALTY = re.compile(
    phrase(
        r"[\s,(]{1,3}(?:and |who |he/she |also )?(?:has|with|holds|having) (?:an? )?(?:added )?"
        r"(?:sub-? ?specialty|fellowship training)"
        r"(?: (?:certification|certificate))? (?:in|of) "
    )
    + r"(?P<subspecialty>[^.;\n,)]{3,80})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]{1,3}(?:(?:and|who|he/she|with|but|she|he)\s{1,3}){0,2}"
    r"(?:(?:is|are|was|has|holds?|have|had|an?|been|also|currently|actively)\s{1,3}){0,3}"
    r"(?:(?:[a-z]{4,13}\s{1,3}){0,2}licen[sc]|decided|treats|practi[cs](?:es|ing)\b|active|affiliat|been|the\b|has\b|holds\b|state"
    r"|in\s{1,3}(?:active|full)|sub-?special|years|more\b|over\b|at\s{1,3}least).{0,200}$"
    r"|[\s,]{1,3}and\s{1,3}(?:in|is|has)\b.{0,200}$",
    re.IGNORECASE | re.DOTALL,
)


def find_reviewer(text: str, spans: list[tuple[int, int]]) -> dict[str, str | None]:
    """Find the reviewer's specialty, subspecialty and states of licensure, as printed."""
    specialty, subspecialty = _specialty(text, spans)
    return {
        "reviewer_specialty": specialty,
        "reviewer_subspecialty": subspecialty,
        "reviewer_licensure": _licensure(text, spans),
    }


def _specialty(text: str, spans: list[tuple[int, int]]) -> tuple[str | None, str | None]:
    for pattern in (_CERTIFIED_LABEL, _CERTIFIED):
        for start, end in spans:
            match = pattern.search(text, start, end)
            if match is None:
                continue
            written = match["specialty"]
            sub = _SUBSPECIALTY.search(text, match.start("specialty"), min(end, match.end() + 80))
            if sub and sub.start() <= match.end():
                written = text[match.start("specialty") : min(sub.start(), match.end())]
            subspecialty = _clean(_TAIL.sub("", sub["subspecialty"])) if sub else None
            specialty = _clean(_TAIL.sub("", written))
            if specialty:
                return specialty, subspecialty
    return None, None


def _licensure(text: str, spans: list[tuple[int, int]]) -> str | None:
    for pattern in _LICENSED:
        for start, end in spans:
            match = pattern.search(text, start, end)
            if match:
                return _clean(match["states"])
    return None


def _clean(written: str) -> str | None:
    cleaned = " ".join(written.split()).strip(" ,;:-/").removesuffix(".").removesuffix(" and")
    return cleaned or None
