"""Family `imr-2015`: each item a numbered sentence."""

from __future__ import annotations

from upheld.corpus.simulator.writing import parts
from upheld.corpus.simulator.writing.families.shared import (
    guidelines,
    letterhead,
    made,
    necessity,
    shares,
    told,
)
from upheld.corpus.simulator.writing.parts import Draft


def write_numbered(draft: Draft) -> list[str]:
    """Write a letter of family `imr-2015`, as lines: each item a numbered sentence."""
    lines = [
        *letterhead(draft),
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        made(draft, "made_2015"),
    ]
    drawn = parts.reviewer(draft)
    lines.append(f"State(s) of Licensure: {drawn['licensure']}")
    lines.append(f"Certification(s)/Specialty: {drawn['specialty']}")
    lines += ["CLINICAL CASE SUMMARY", *told(draft), "IMR DECISION(S) AND RATIONALE(S)"]
    lines.append(draft.say("issues_lead_2015"))
    who = draft.draw.random.choice(["Expert Reviewer", "Physician Reviewer"])
    reasons = parts.rationales(draft, concluded=False)
    dot = draft.draw.random.choice([". ", ". ", ") "])
    labelled = draft.draw.chance(0.3)
    for place, request in enumerate(parts.requests(draft)):
        decision = draft.case.items[place].decision
        item = parts.mark_item(place + 1, decision, request)
        lead = "The request for " if draft.draw.chance(0.15) else ""
        lines.append(f"{place + 1}{dot}{lead}{item} is {necessity(decision)} and appropriate.")
        if shares(draft, place):
            continue
        claims, own = guidelines(draft, place, who, named=not labelled)
        if labelled:
            lines.append("Claims Administrator guideline: " + claims)
            lines.append("MAXIMUS guideline: " + own)
            lines.append("Decision rationale: " + reasons[place])
        else:
            lines += [claims, own]
            lines.append(f"The {who}'s decision rationale: {reasons[place]}")
    return lines
