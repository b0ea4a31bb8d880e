"""Where a token ends in badly extracted text: spaCy's English rules and what they lack."""

from __future__ import annotations

import re
from string import ascii_lowercase

from spacy.lang.en import EnglishDefaults
from spacy.lang.tokenizer_exceptions import emoticons

# Each stands where extraction lost a space (`8/10.She`, `HA.No`, `pain(6/10)`, `L4-5,L5-S1`) or
# between the parts of a compound (`10%/baclofen`).
_INFIXES = (
    r"(?<=[0-9%)])\.(?=[A-Za-z])",
    r"(?<=[A-Z][A-Z])\.(?=[A-Z][a-z])",
    r"(?<=[A-Z]{3})\.(?=[A-Z][A-Z])",
    r"(?<=[a-z][A-Z])\.(?=[A-Z])",
    r"(?<=[A-Za-z0-9])[()](?=[A-Za-z0-9])",
    r"(?<=[0-9]),(?=[A-Za-z])",
    r"(?<=[A-Za-z]),(?=[0-9])",
    r"(?<=%)/(?=[A-Za-z])",
    r"(?<=[A-Za-z]{4})/(?=[0-9])",
    r"(?<=[A-Za-z0-9%)\]])[.:;?]{1,2},(?=\S)",  # A line break that became a comma: `hip.,NECK`.
    r"(?<=[.:;?)]),(?=\S)",
    r",{2,}",
    r"(?<=[0-9])%(?=[.:;,)])",
    r"(?<=[A-Za-z0-9])\)(?=[.:;,<>=])",
    r"(?<=\S)[<>=](?=[0-9])",
    r"(?<=[a-z]{3})\.(?=[a-z]{3})",
)
# A full stop behind a unit that ends in one capital (`0.4 mg/dL.`, `3.8 mV.`), behind the single letter
# that a slash parts off (`36 m/s.`, `L/S.`), and behind a lone capital, which ends names more often than it
# stands for one (`hepatitis C.`, `type I.`).
_SUFFIXES = (r"(?<=[a-z][A-Z])\.", r"(?<=[A-Za-z0-9]/[A-Za-z])\.", r"(?<=^[A-Z])\.")

# A ruled line is one token: taken off sign by sign, as spaCy does, it takes time with the square of its length.
# In front of a word a search for it starts once, behind one anywhere: hence the smaller bound there.
_RULE = r"(?:[^\w\s]|_){30,%d}"

# English keeps `s.` and its like together as initials: here they end units (`36 m/s.`, `5 mL/h.`). What it takes
# for an emoticon is the end of a bracket (`C7-8)`).
_NO_SPECIALS = emoticons | {f"{letter}." for letter in ascii_lowercase}

# spaCy takes any `word.word` for an address; where a space is lost (`thrombosis.cardiovascular`) it is none.
_ADDRESS = re.compile(r"(?i)(?:(?:https?://|www\.)\S{3,}|[^\s@]{1,64}@[^\s@]{1,253}\.[a-z]{2,})$")


class LetterDefaults(EnglishDefaults):
    """spaCy's English with the project's own rules for tokens."""

    infixes = (*(EnglishDefaults.infixes or ()), *_INFIXES)  # type: ignore[assignment]
    prefixes = (_RULE % 9000, *(EnglishDefaults.prefixes or ()))
    suffixes = (_RULE % 60, *(EnglishDefaults.suffixes or ()), *_SUFFIXES)
    tokenizer_exceptions = {  # noqa: RUF012 - as spaCy declares it.
        text: tokens
        for text, tokens in (EnglishDefaults.tokenizer_exceptions or {}).items()
        if text not in _NO_SPECIALS
    }
    url_match = _ADDRESS.match
