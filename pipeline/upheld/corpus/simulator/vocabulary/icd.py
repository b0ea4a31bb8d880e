"""Diagnoses out of the titles of ICD-10-CM, as a physician would write them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache

_GENERAL = (
    "D50 D51 D52 D53 D56 D64 D68 D69 D86 E03 E04 E05 E06 E21 E23 E24 E27 E28 E55 E61 E66 E78 E83 E87"
    " F31 F32 F33 F34 F40 F41 F42 F43 F44 F45 F51 F60 F84 F90 G20 G25 G35 G40 G43 G44 G45 G47 G50 G51 G70"
    " H10 H25 H40 H43 H81 H83 H91 H93 I08 I10 I11 I20 I25 I26 I34 I35 I42 I44 I45 I47 I48 I49 I50 I65 I70 I71 I73"
    " I77 I80 I82 I83 I87 I95 J01 J18 J20 J30 J31 J32 J34 J35 J38 J40 J41 J42 J43 J44 J45 J47 J84 K20 K21 K22 K25"
    " K26 K29 K30 K31 K35 K40 K43 K44 K50 K51 K52 K57 K58 K59 K60 K62 K64 K70 K73 K74 K75 K76 K80 K81 K82 K85 K86"
    " K90 L20 L23 L24 L27 L28 L29 L30 L40 L43 L50 L60 L63 L71 L73 L80 L84 L85 L97 M05 M06 M10 M15 M32 M33"
    " M35 M45 M60 M62 M80 M81 M85 N02 N04 N05 N12 N13 N17 N18 N20 N28 N30 N31 N32 N34 N39 N40 N41 N43 N46 N60 N80"
    " N81 N92 R00 R05 R06 R09 R11 R12 R13 R15 R18 R19 R20 R21 R23 R25 R26 R27 R29 R31 R32 R33 R35 R40 R41 R42 R44"
    " R45 R47 R48 R49 R51 R53 R55 R59 R60 R61 R63 R68 R73 R76"
).split()
_INJURY = {
    "spine": "G54 G95 M40 M41 M43 M45 M46 M47 M48 M50 M51 M53 M54 M96 S13 S14 S33 S34",
    "limb": "G56 G57 G58 M12 M13 M16 M17 M18 M19 M20 M21 M22 M23 M24 M25 M65 M66 M67 M70 M71 M72 M75 M76 M77 M79"
    " M84 M87 M92 M93 M94 S43 S53 S63 S73 S83 S93",
}
_UNFIT = re.compile(
    r"\b(?:of|with|without|in|and|or|from|by|to|for|following|after|not|on|at|due|other|unspecified|elsewhere"
    r"|status|subsequent|initial|encounter|sequela|specified|nos|nec|left|right|multiple|score|find\w*|signs?"
    r"|disorders|diseases|infantile|juvenile|neonatal|congenital|during|his|her|affecting|stage|degree"
    r"|complicating|personal|family|type|form|forms|abnormal|history|screening|conditions|symptoms|than"
    r"|perpetrator|assault|suspected|confirmed|rejection|test|class)\b|[;:()\[\]/%]|\d{2,}",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"^(?P<what>[^,]+), (?P<where>cervical|thoracic|lumbar|lumbosacral|sacral|cervicothoracic"
    r"|thoracolumbar|occipito-atlanto-axial|sacral and sacrococcygeal) region$",
    re.IGNORECASE,
)
_SIDED = re.compile(
    r"^(?P<what>[^,]+), (?P<side>left|right|bilateral) (?P<where>[a-z]+(?: [a-z]+)?)$",
    re.IGNORECASE,
)
_PAIN_IN = re.compile(
    r"^(?P<what>Pain|Stiffness|Effusion|Contracture|Instability|Spontaneous rupture)(?: in| of|,) "
    r"(?P<where>(?:left|right) [a-z]+(?: [a-z]+)?)$",
    re.IGNORECASE,
)
_SPRAIN_OF = re.compile(
    r"^(?P<what>Unspecified sprain|Sprain|Unspecified dislocation|Strain) of "
    r"(?P<where>(?:left|right) [a-z]+(?: [a-z]+)?)(?: joint)?$",
    re.IGNORECASE,
)
_LONGEST = 6
_SIDE = re.compile(r"\b(?:left|right)\b")
_SITES = {
    "lumbar": "lumb|sacr|sciatic|vertebr",
    "cervical": "cervic|occip|thoracic|torti",
    "shoulder": "shoulder|clavic|humer|acromi|biceps|rotator",
    "elbow": "elbow|epicond|forearm|ulna|radial|radio",
    "wrist": "wrist|hand|finger|thumb|carp|radial",
    "knee": "knee|patell|menisc|tibia|leg",
    "hip": "hip|thigh|femur|trochant|acetab",
    "ankle": "ankle|foot|toe|tars|hallux|plantar|achilles",
}
_ANY_SITE = re.compile("|".join(_SITES.values()))
_NAMES = re.compile(r"^[A-Z][a-z]+(?:'s|-[A-Z])")
_EPONYMS = re.compile(
    r"^(?:Parkinson|Crohn|Hodgkin|Barrett|Dupuytren|Baker|Tietze|Raynaud|Sj|Bell|Meniere)"
)


@cache
def general_diagnoses() -> tuple[str, ...]:
    """Give diagnoses of the whole body and mind, as noun phrases without a preposition."""
    found = set(_phrases(_GENERAL))
    return tuple(sorted(phrase for phrase in found if not _SIDE.search(phrase)))


@cache
def injury_diagnoses(region: str, side: str) -> tuple[str, ...]:
    """Give diagnoses of an injured region, and of a `side` (`left` or `right`) where it is a limb.

    Raises:
        KeyError: there is no such region.

    """
    sites = re.compile(_SITES[region])
    found = set(_phrases(_INJURY["spine" if region in ("lumbar", "cervical") else "limb"].split()))
    return tuple(sorted(phrase for phrase in found if _fits(phrase, sites, side)))


def _fits(phrase: str, sites: re.Pattern[str], side: str) -> bool:
    sided = _SIDE.search(phrase)
    if sided:
        return sided[0] == side and bool(sites.search(phrase))
    return bool(sites.search(phrase)) or not _ANY_SITE.search(phrase)


def _phrases(categories: list[str]) -> Iterator[str]:
    with warnings.catch_warnings():  # It reads its data by means that Python calls deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import simple_icd_10_cm as icd

    for category in categories:
        if not icd.is_valid_item(category):
            continue
        for code in [category, *icd.get_descendants(category)]:
            if len(code) <= _LONGEST + 1 and (phrase := to_phrase(icd.get_description(code))):
                yield phrase


def to_phrase(title: str) -> str | None:
    """Turn a title of ICD-10-CM into a noun phrase; None where it cannot be one.

    `Radiculopathy, lumbar region` becomes `lumbar radiculopathy`, `Pain in left knee` `left knee
    pain`; a title that holds a preposition, a conjunction or a word such as `unspecified` is none.
    """
    if match := _REGION.match(title):
        turned = f"{match['where']} {match['what']}"
    elif match := _SIDED.match(title):
        turned = f"{match['side']} {match['where']} {match['what']}"
    elif match := _PAIN_IN.match(title) or _SPRAIN_OF.match(title):
        turned = f"{match['where']} {match['what'].removeprefix('Unspecified ')}"
    else:
        return None if _UNFIT.search(title) or "," in title else _lower(title)
    words = turned.split()
    if _UNFIT.search(re.sub(r"\b(?:left|right|and)\b", "", turned, flags=re.IGNORECASE)):
        return None
    return _lower(turned) if len(words) <= _LONGEST else None


def _lower(phrase: str) -> str | None:
    """Write a phrase as it stands within a sentence; None where it is too long or no noun phrase."""
    words = phrase.split()
    if len(words) > _LONGEST - 1 or len(words[-1]) < 3:
        return None
    kept = [
        word
        if _NAMES.match(word) or _EPONYMS.match(word) or word[1:] != word[1:].lower()
        else word.lower()
        for word in words
    ]
    return " ".join(kept)
