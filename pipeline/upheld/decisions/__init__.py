"""The decision model: from what is known before a decision, a calibrated probability that it overturns the refusal."""

from __future__ import annotations

from upheld.decisions.letters import LetterModel
from upheld.decisions.model import DecisionModel
from upheld.decisions.storage import load_letter_model, load_model, save_model

__all__ = ["DecisionModel", "LetterModel", "load_letter_model", "load_model", "save_model"]
