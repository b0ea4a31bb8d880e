"""Decisions that the model had ruled out, with what moved it and what the letter says."""

from __future__ import annotations

from typing import Any

from upheld.display.page import environment


def render_surprising(explanations: list[dict[str, Any]], *, most: int = 10) -> str:
    """Render decisions that the model ruled out, the most surprising first, with the sentences that moved them.

    Args:
        explanations: the objects of `explanations.jsonl`, which `upheld evaluate decisions` writes.
        most: how many at most.

    """
    ruled_out = [one for one in explanations if one["surprising"]]
    ordered = sorted(ruled_out, key=lambda one: -_distance(one))
    return environment().get_template("surprising.html").render(items=ordered[:most])


def _distance(one: dict[str, Any]) -> float:
    probability = float(one["probability_overturned"])
    return 1 - probability if one["decision"] == "overturned" else probability
