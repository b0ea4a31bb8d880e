"""What can go wrong between the program and the annotation tool."""

from __future__ import annotations


class AnnotateError(RuntimeError):
    """Letters cannot be pushed, or annotations not be pulled: says why and what to do."""
