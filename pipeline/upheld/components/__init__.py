"""The spaCy components of the project, named `upheld_*`, and the pipeline that they make."""

from __future__ import annotations

from upheld.components import decisions, encoder, entities, layout, meaning
from upheld.components.language import LetterEnglish, load

__all__ = ["LetterEnglish", "decisions", "encoder", "entities", "layout", "load", "meaning"]
