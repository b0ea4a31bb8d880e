"""The words between a mention and the part of the body that it is in, of, at or over."""

from __future__ import annotations

import re

_SIDES = r"left|right|lt\.?|rt\.?|both|bilateral(?:ly)?|bilat\.?|b/l"
_PLAIN = (
    r"the|a|an|his|her|their|its|this|that|these|those|same|patient's|claimant's|worker's|employee's|injured|affected"
    r"|entire|whole|area|region|level|levels|side|sides|aspects?|medial|lateral|dorsal|volar|plantar|palmar|distal"
    r"|proximal|anterior|posterior|superior|inferior|upper|lower|outer|inner|mid|middle|front|back|top|tip|dorsum"
    r"|base|distribution|borders?|surfaces?|part|portion|of|all|more|mostly|mainly|especially|particularly"
    rf"|{_SIDES}"
)
_FILL = rf"(?:(?:{_PLAIN})\s+){{0,6}}"
_PLACE = (
    r"(?:of|in|at|on|over|along|about|around|within|throughout|across|involving|affecting|overlying|near|under|above"
    r"|below|behind|beneath|upon|inside|down|crossing)"
)
_AIM = r"(?:to|for|from|into|with|upon|re)"
_DATE = r"(?:[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}|[A-Z][a-z]{2,8} [0-9]{1,2}, [0-9]{4})"
_DATED = rf"(?:\s*,?\s*\(?(?:of|dated|from|on|done|performed)(?:\s+on)?\s+{_DATE}\)?,?)?"
_TOUCH = r"(?:(?:to|with|on|upon)\s+(?:(?:deep|light|firm)\s+)?(?:palpation|percussion|pressure|touch)\s+)?"
_FOUND = (
    r"(?:(?:is|was|are|were)\s+(?:also\s+|again\s+|still\s+)?(?:found|seen|felt|noted|mapped|present|reported|observed"
    r"|described|detected|elicited|recorded|localized|appreciated|palpated|shown|located|documented|demonstrated"
    r"|confined(?:\s+to)?|made|done|performed|given|placed|carried out|repeated)?\s*)?"
)
_CONTRAST = r"(?:with(?:out)?(?:\s+(?:and|or|/)\s+with(?:out)?)?\s+contrast,?\s+)?"
_LEFT_OFF = r"\)?\s*,?\s*\(?"

LINKS = {
    "DIAGNOSIS": re.compile(
        rf"{_LEFT_OFF}{_FOUND}(?:{_TOUCH}(?:{_PLACE}|from)\s+{_FILL}|(?<=confined to )(?:{_FILL}))"
        rf"|[ ]{{1,2}}|\s?\({_FILL}",
        re.IGNORECASE,
    ),
    "TREATMENT": re.compile(
        rf"{_DATED}{_LEFT_OFF}{_FOUND}{_CONTRAST}(?:{_PLACE}|{_AIM})\s+{_FILL}|\)?\s?[,:(–-][ ]?(?:the\s+)?|[ ]{{1,2}}",
        re.IGNORECASE,
    ),
    "BODY_PART": re.compile(rf",?\s*{_PLACE}\s+{_FILL}", re.IGNORECASE),
}
_OF = re.compile(rf"\s*(?:of|in|at|on)\s+{_FILL}", re.IGNORECASE)
_LIST = re.compile(
    rf"\s*(?:,|/|&|,?\s*(?:and|or|as well as|plus))\s*(?:{_PLACE}\s+)?{_FILL}", re.IGNORECASE
)
_RANGE = re.compile(r"\s*(?:to|through|thru|-|–)\s*", re.IGNORECASE)
TOGETHER = re.compile(r"\s?\(|[ ]?(?:,|/|&|,?[ ](?:and|or|and/or))[ ]?", re.IGNORECASE)
MEASUREMENT = re.compile(r"[\s,(:x)]{0,3}(?:for\s|at\s|of\s)?", re.IGNORECASE)
# Not in `has left residual numbness`.
SIDE_BEFORE = re.compile(
    rf"\b(?<!has )(?<!had )(?<!have )(?<!having )({_SIDES})[ -]+$", re.IGNORECASE
)
_ENDS = r"(?=\s*(?:[,;.:)\n(]|$|(?:is|are|was|were|and|x|qty|quantity|for|with)\b|#))"
# What may follow `on the left`; any other word would be the part that is left, as in `on the left knee`.
_GOES_ON = (
    "side|more|and|or|but|with|at|in|by|is|was|are|were|which|that|since|when|from|for|as|has|had|after|during|noted"
    "|seen|greater|than"
)
SIDE_BEHIND = re.compile(
    r"\s*,?\s*\(?\s*(?:on|to|in)\s+(?:the|his|her|both)\s+(?:left|right|sides)"
    rf"(?!\s+(?!(?:{_GOES_ON})\b)[a-z])"
    r"(?:,?\s+and\s.{0,20}?on the (?:left|right))?"
    rf"|\s*[,(–-]\s*\(?(?:{_SIDES})\)?{_ENDS}|\s+bilaterally\b|\s*\([LR]\)",
    re.IGNORECASE,
)


def joint(gap: str, link: re.Pattern[str], *, is_first: bool) -> str | None:
    """Say how the words between join a part to what stands before: `in`, `and`, `to`, `of`; None: they do not."""
    if is_first:
        return "in" if link.fullmatch(gap) else None
    if _RANGE.fullmatch(gap):
        return "to"
    if _LIST.fullmatch(gap):
        return "and"
    return "of" if _OF.fullmatch(gap) else None
