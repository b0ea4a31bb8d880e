"""Annotated corpora: read, check, count, split, build, compare and simulate."""

from __future__ import annotations
