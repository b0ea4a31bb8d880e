"""What can be wrong with decisions to learn from."""

from __future__ import annotations


class DecisionError(ValueError):
    """Decisions that cannot be learnt from or asked of, or a file of them that cannot be read: what, and the remedy."""
