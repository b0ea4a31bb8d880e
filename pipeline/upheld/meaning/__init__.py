"""What entities mean: status, quantity, site and side, code; and what a disputed item asks for."""

from __future__ import annotations

from upheld.meaning.meanings import find_meanings
from upheld.meaning.mentions import Mention
from upheld.meaning.requests import read_request
from upheld.meaning.values import Code, Drug, Meaning, Request, Site

__all__ = ["Code", "Drug", "Meaning", "Mention", "Request", "Site", "find_meanings", "read_request"]
