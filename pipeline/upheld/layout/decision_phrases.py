"""The words in which letters say that a request is medically necessary or is not."""

from __future__ import annotations

import re

from upheld.layout.letter import Decision
from upheld.layout.phrases import phrase, sentences

NECESSITY = (
    r"(?P<verb>is|are|was|were|do|does|has|have|meets?)\s{0,3}(?P<negated>not)?\s{0,3}"
    r"(?:(?:been|found|shown|deemed|considered|to|be|meet|satisfy|the|test|standard|of|for|being)\s{1,3}){0,8}"
    r"(?:(?P<partly>partially|partly|in\s?part)\s{0,3})?"
    r"medically\s{0,3}necessary(?:\s{0,3}(?:and|or|&|/)\s{0,3}appropriate)?"
    r"(?:\s{1,3}(?:at\s(?:this|the\spresent)\stime|at\spresent|as\srequested))?"
)
"""The decision in the fixed form of notices and numbered items.

`negated` means upheld; `partly` that it is neither: the item keeps, its decision is not stated."""

_MEDICALLY = r"(?:medically|clinically) (?:necessary|indicated|appropriate|warranted|reasonable)"
_ADVERB = (
    r"(?:,? (?:therefore|thus|hence|hereby|also|then|in fact|considered|deemed|judged|felt to be|found to be|to be"
    r"|[a-z]{3,14}ly),?)"
)
_VERBLESS_END = (
    r"(?=(?: as written| as requested)?(?:; (?:overturned|upheld|certified))?[\s.]{0,4}$)"
)
_UPHELD = (
    r"(?:(?:\b|(?<=is)|(?<=are)|(?<=was))not|\b(?:cannot|never)|n['\u2019]t) (?:be)?"
    + _ADVERB
    + r"{0,3} "
    + _MEDICALLY,
    r"\b(?:neither|nor)\b[^.]{0,80}? " + _MEDICALLY,
    r"(?:\b(?:not|no)|n['\u2019]t)"
    + _ADVERB
    + r"{0,2} (?:found|considered|deemed|felt|shown) to be "
    + _MEDICALLY,
    r"medical necessity[^.;,]{0,120}? (?:not|cannot|never|yet to)\b",
    r"\b(?:no|lack of|without|absence of|insufficient evidence of) medical necessity",
    r"\b(?:not|cannot|unable to) (?:find|see|establish|recognize|discern) (?:any |the )?medical necessity",
    r"(?:does|do|did) not (?:meet|support|establish|demonstrate|satisfy)"
    r"[^.;]{0,60}(?:medical )?necessity",
    r"(?:denial|non-?certification|determination|decision|modification)[^.;]{0,80}? (?:is|are"
    r"|be|should be|must be|stands?)(?: (?:therefore|hereby|thus))? (?:not )?(?:upheld|sustained|affirmed|supported"
    r"|maintained)",
    r"\b(?:denial|refusal|non-?certification)[^.;]{0,40}? (?:therefore )?(?:stands?|remains? in (?:force|place))\b",
    r"\b(?:denial|non-?certification|determination|decision) (?:upheld|sustained|affirmed)"
    + _VERBLESS_END,
    r"(?:^|[,;:] )(?:uphold|upheld)[\s.]{0,4}$",
    r"\bno (?:good )?(?:ground|reason|basis|cause)s? (?:is seen |was found )?to (?:disturb|overturn|reverse|change)",
    r"\b(?:uphold|affirm|sustain|agree with)(?:s|ing)? the (?:[a-z/]+ ){0,3}"
    r"(?:denial|non-?cert|determination|decision)",
)
_OVERTURNED = (
    r"\b(?:is|are|was|were|be|been|remains?|and|as|appears?|considered|deemed|found)"
    + _ADVERB
    + r"{0,3} (?:both )?"
    + _MEDICALLY,
    r"medical necessity[^.;]{0,120}? (?:is|are|was|were|has been|have been|be)(?: (?:therefore|thus|clearly"
    r"|now|well|hereby|adequately|sufficiently|reasonably)){0,2}"
    r" (?:established|supported|demonstrated|shown|documented|met|evident|confirmed|substantiated)",
    r"(?:establish|support|demonstrate|satisf|confirm)[a-z]{0,3} (?:the )?medical necessity",
    r"(?:denial|non-?certification|determination|decision|modification)[^.;]{0,80}? (?:is|are"
    r"|be|should be|must be)(?: (?:therefore|hereby|thus))? (?:overturned|reversed|set aside)",
    r"\b(?:overturn|reverse)(?:s|ing)? the (?:[a-z/]+ ){0,3}(?:denial|non-?cert|determination|decision)",
    # Without a verb, as terse hands write: `Medically necessary.`, `UR decision overturned.`, `Criteria met, overturn.`
    r"(?:^|[,;:] )overturn(?:ed)?[\s.]{0,4}$",
    _MEDICALLY + _VERBLESS_END,
    r"(?:denial|non-?certification|determination|decision|modification) (?:overturned|reversed)"
    + _VERBLESS_END,
)
_WEAK_UPHELD = (
    r"\bcriteria (?:is|are|was|were|have|has)? ?(?:not|n['\u2019]t)(?: been)? (?:met|satisfied|fulfilled)",
    r"\bneed (?:for|of) [^.;]{1,80}? (?:is|has|was)(?: not|n['\u2019]t)(?: been)? (?:shown|established|documented"
    r"|demonstrated|supported|evident)",
    r"(?:\b(?:not|cannot)|n['\u2019]t)"
    + _ADVERB
    + r"{0,2} (?:be )?(?:certified|authorized|authorised|approved"
    r"|recommended|supported|warranted|indicated|justified|established|reasonable|appropriate|necessary)",
    r"\b(?:do|does|did)(?: not|n['\u2019]t) (?:support|recommend|meet|satisfy|warrant|justify)",
    r"\b(?:non-?certif(?:y|ied)|denied|deny|not meet|unsupported|unwarranted|unnecessary)\b",
)
_WEAK_OVERTURNED = (
    r"\b(?:is|are|was|were|be)" + _ADVERB + r"{0,3} (?:certified|authorized|authorised|approved"
    r"|recommended|supported|warranted|indicated|justified|reasonable|appropriate|necessary|granted)"
    r"(?!\s{1,3}(?:for|as\s(?:an?|first|second|part)|in|only|when|if|after|to|by|with|where|unless)\b)",
    r"(?:^|[,;:] )certif(?:y|ied)[\s.]{0,4}$",
    r"\b(?:meets?|met|satisf(?:y|ies|ied)) (?:the |all |these )*(?:mtus |odg |acoem |guideline )?criteria",
)


def _compile(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase(p)})" for p in patterns), re.IGNORECASE)


_STRONG = (_compile(_UPHELD), _compile(_OVERTURNED))
_WEAK = (_compile(_WEAK_UPHELD), _compile(_WEAK_OVERTURNED))
# Sentences that decide nothing here: an earlier review's outcome, a guideline's condition.
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|last year(?:'s)?|initial(?:ly)?|original(?:ly)?|first|past"
    r"|(?:the claims administrator|utilization review(?:er)?|the ur)"
    r"(?!(?:['\u2019]s)?\s(?:denial|decision|determination|refusal|non-?certification)\s(?:is|stands|should|must)\b)"
    r")\b[^.;]{0,120}"
    r"\b(?:denied|upheld|overturned|certified|approved|authorized|non-?certified|found|modified"
    r"|stated|noted|concluded|held|wrote|cited|argued)",
    re.IGNORECASE,
)
_SHOULD = re.compile(
    r"\b(?:should|must|is hereby|are hereby|is therefore|i would)\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:only (?:when|if|for|after)|when|if|unless|in cases where|for patients|in patients)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"^\W{0,3}(?:therefore|thus|hence|accordingly|consequently|as such|in summary|in conclusion|based on"
    r"|given|for these reasons|for this reason|so\b|this request|the request|the requested)",
    re.IGNORECASE,
)


_CONCLUDING = 3
_SIDE_CLAUSES = 20  # More than any sentence has that decides something.
_IN_PART = re.compile(r"\bpart(?:ial(?:ly)?|ly)?\b|\bmodified\b", re.IGNORECASE)
_FALLS = re.compile(
    r"\b(?:overturned|reversed|set\saside|improper|rescinded|withdrawn)\b", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?:not|cannot|never|no\s(?:reason|basis|ground|cause))\b|n['\u2019]t\b", re.IGNORECASE
)
# A negation further in front, in the same clause, of what is said to be necessary.
_FAR_NEGATION = re.compile(
    r"(?:\b(?:do|does|did|is|are|was|were|has|have)\s(?:not|yet)\b|n['\u2019]t\b|\bcannot\b|\bunable\b"
    r"|\bfails?\sto\b|\binsufficient\b|\bdoubtful\b|\bunclear\b|\bnone\b|\bneither\b|\bnever\b"
    r"|\bno\s(?:evidence|indication|documentation|reason|longer|red)\b|\bnot\s(?:as|be|been|found|clear)\b"
    r"|\blacks?\b)[^.;,]{0,110}$",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:denial|non-?cert|determination|decision|refusal|modification)", re.IGNORECASE
)
_CLAUSE = re.compile(r",\s|;\s|\bbut\b|\byet\b", re.IGNORECASE)


def to_decision(match: re.Match[str]) -> Decision | None:
    """Read a match of `NECESSITY`: not necessary means that the denial stands."""
    if match["partly"]:
        return None
    return "upheld" if match["negated"] else "overturned"


def outcome_decision(outcome: str) -> Decision:
    """Read a word on the denial's fate: `reversed` or `overturned`, else it stands."""
    return "overturned" if outcome.lower() in {"overturned", "reversed"} else "upheld"


def denial_decision(fate: str) -> Decision | None:
    """Read what is said of a denial: `is reversed`, `stands`, `is not upheld`; None where in part."""
    if _IN_PART.search(fate):
        return None
    negated = bool(_NEGATION.search(fate))
    if _FALLS.search(fate):
        return "upheld" if negated else "overturned"
    return "overturned" if negated else "upheld"


def sentence_decision(sentence: str, *, weak: bool = False) -> Decision | None:
    """Read the decision that one sentence of a rationale states, if it states one.

    With `weak`, wordings that fall short of medical necessity count too (`is not certified`).
    What a sentence reports of an earlier review, or states as a condition, is no decision.
    """
    for _ in range(_SIDE_CLAUSES):
        earlier = _EARLIER.search(sentence)
        if not earlier or _SHOULD.search(sentence):
            break
        # An earlier review in a side clause leaves what the main clause behind it decides.
        clause = _CLAUSE.search(sentence, earlier.end())
        if clause is None:
            return None
        sentence = sentence[clause.end() :]
    else:
        return None
    if _CONDITION.search(sentence) and not _CONCLUDES.match(sentence):
        return None
    upheld, overturned = _WEAK if weak else _STRONG
    stands = max(upheld.finditer(sentence), key=re.Match.end, default=None)
    falls = max(overturned.finditer(sentence), key=re.Match.end, default=None)
    # Where both end at the same word, as in "is not medically necessary", the negation holds.
    # So it does within one phrase, as in "medical necessity cannot be shown".
    if stands and falls and stands.start() <= falls.start() < stands.end():
        falls = None
    last = stands if stands and (not falls or stands.end() >= falls.end()) else falls
    if last is None:
        return None
    if not weak and _DENIAL.search(last.group()) and "necess" not in last.group().lower():
        before = re.split(r"[,;.&]", sentence[max(0, last.start() - 30) : last.start()])[-1]
        return denial_decision(before + last.group())
    if last is stands:
        return "upheld"
    return "upheld" if _FAR_NEGATION.search(sentence, 0, last.start() + 3) else "overturned"


def conclusion(text: str, start: int, end: int) -> Decision | None:
    """Read the decision that a rationale comes to: its last sentence that states one."""
    spans = sentences(text, start, end)
    for weak in (False, True):
        # Weak wordings decide only at the end: further up they tell what guidelines recommend.
        for sentence_start, sentence_end in reversed(spans[-_CONCLUDING:] if weak else spans):
            decision = sentence_decision(text[sentence_start:sentence_end], weak=weak)
            if decision:
                return decision
    return None
