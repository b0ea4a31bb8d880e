"""What can be wrong with decisions to learn from, and with models of them."""

from __future__ import annotations


class DecisionError(ValueError):
    """Decisions that cannot be learnt from or asked of, or a file of them that cannot be read: what, and the remedy."""


class ModelError(DecisionError):
    """A file that is no decision model, or none of this version."""
