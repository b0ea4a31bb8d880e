"""How often, and for how long: rates in the words of an item."""

from __future__ import annotations

import re

NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
RANGE = rf"{NUMBER}(?:\.\.{NUMBER})?"
PERIOD = r"(?:days?|d|weeks?|wks?|wk|months?|mos?|hours?|hrs?|hr|h|years?|yrs?|yr|minutes?|mins?)"
_PER = r"(?:\s?(?:/|x|(?:per|an?|each|every)(?=\s))\s?)"
_LONG = rf"(?:,?\s?(?:for|x|over|times|\*)?\s?(?P<long>{RANGE})\s?-?(?P<unit>{PERIOD})(?!\w))?"
_TIMES = rf"(?P<times>{RANGE})\s?(?:x|times?|visits?|sessions?|treatments?|days?|hours?|hrs?|pens?|tab\w*|cap\w*)?"

_RATES = tuple(
    re.compile(rf"(?<![\w.%/#]){pattern}(?!\w)")
    for pattern in (
        # 8 hours a day, 5 days a week: how many days counts.
        rf"{NUMBER}\s?(?:hours?|hrs?){_PER}(?:day|d),?\s?(?:x\s?)?{_TIMES}{_PER}(?P<period>weeks?|wks?|wk)(?!\w){_LONG}",
        rf"{_TIMES}{_PER}(?P<period>{PERIOD})(?!\w){_LONG}",
        rf"{_TIMES}\s?(?P<adverb>daily|nightly|weekly|monthly|yearly)(?!\w){_LONG}",
        rf"(?:every|q\.?)\s?(?P<every>{RANGE})\s?-?(?P<period>{PERIOD})(?!\w){_LONG}",
        rf"(?P<word>b\.?i\.?d\.?|t\.?i\.?d\.?|q\.?i\.?d\.?|q\.?d\.?|q\.?[ahp]\.?[ms]\.?|qod|daily|nightly|weekly|monthly"
        rf"|hourly|annually|(?:every|each|per) (?:day|week|month|night|morning|evening)|at bedtime){_LONG}",
    )
)
_GRID = re.compile(
    rf"(?<![\w.%/#])(?P<times>{RANGE})\s?x?\s?/?(?:weeks?|wks?)?\s?x\s?(?P<long>{RANGE})"
    r"(?!\s?(?:cm|mm|in|%|mg|ml|days?|months?|\d|[./x]))(?:\s?(?:weeks?|wks?))?(?!\w)"
)
_TIMES_OF = {"b": "2", "t": "3", "q": "4"}
_PERIOD_OF = {
    "d": "day", "w": "week", "m": "month", "h": "hour", "y": "year", "n": "day", "e": "day",
}  # fmt: skip


def period_of(word: str) -> str:
    """Give the unit of time that a word says."""
    return {"mi": "minute"}.get(word[:2]) or _PERIOD_OF[word[0]]


def read_frequency(words: str, *, is_drug: bool) -> tuple[str | None, str]:
    """Read how often in the words of an item, in its written form; gives it with the words around it.

    `2 x 6` are times a week for weeks, unless it is a drug that is asked for.
    """
    found = next(filter(None, (pattern.search(words) for pattern in _RATES)), None)
    if found is None and not is_drug and (grid := _GRID.search(words)):
        rest = words[: grid.start()] + " | " + words[grid.end() :]
        return f"{grid['times']}/week for {grid['long']} week", rest
    if found is None:
        return None, words
    said = found.groupdict()
    long = f" for {said['long']} {period_of(said['unit'])}" if said["long"] else ""
    rest = words[: found.start()] + " | " + words[found.end() :]
    return _rate(said) + long, rest


def _rate(said: dict[str, str | None]) -> str:
    word = (said.get("word") or "").replace(".", "")
    if len(word) == 3 and word.endswith("id"):
        return f"{_TIMES_OF[word[0]]}/day"
    if word:
        last = word.split()[-1]
        return f"1/{_PERIOD_OF.get(last[0], 'day') if last[0] in 'wmhy' and last != 'morning' else 'day'}"
    every, period = said.get("every"), period_of(said.get("period") or said.get("adverb") or "d")
    if every:
        return f"1/{period}" if every == "1" else f"1/{every} {period}"
    return f"{said['times']}/{period}"
