"""What is said of a letter that no worker can read."""

from __future__ import annotations

from upheld.extraction.archive.engine import Failure, Limits

_REPORT = "Please report it with the letter's public case number."


def explain(failure: Failure, limits: Limits) -> tuple[str, str]:
    """Give the reason and the remedy for the row in `errors`; both are the same whichever engine failed."""
    if failure.cause == "time":
        return (
            f"reading it takes more than {limits.seconds:g} seconds",
            "Allow more with --time-limit, or take it out.",
        )
    if failure.cause == "memory":
        return (
            f"reading it takes more than {limits.megabytes} MB of memory",
            "Allow more with --memory-limit, or take it out.",
        )
    if failure.cause == "lost":
        return "the machines that read it went away, one after the other", "Run it again."
    return f"the process that read it ended ({failure.detail})", _REPORT
