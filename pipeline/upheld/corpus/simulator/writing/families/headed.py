"""Family `imr-2014`: each item a heading that ends in its decision."""

from __future__ import annotations

from upheld.corpus.simulator.writing import parts
from upheld.corpus.simulator.writing.families.shared import (
    guidelines,
    letterhead,
    made,
    shares,
    told,
)
from upheld.corpus.simulator.writing.parts import Draft


def write_headed(draft: Draft) -> list[str]:
    """Write a letter of family `imr-2014`, as lines: each item a heading that ends in its decision."""
    lines = [*letterhead(draft), "HOW THE IMR FINAL DETERMINATION WAS MADE"]
    lines += [made(draft, "made_2014"), "CLINICAL CASE SUMMARY", *told(draft)]
    lines += ["IMR ISSUES, DECISIONS AND RATIONALES", draft.say("issues_lead_2014")]
    reasons = parts.rationales(draft, concluded=False)
    colon = draft.draw.random.choice([": ", ": ", " : "])
    for place, request in enumerate(parts.requests(draft)):
        decision = draft.case.items[place].decision
        lines.append(parts.mark_item(place + 1, decision, request) + colon + decision.capitalize())
        if shares(draft, place):
            continue
        claims, own = guidelines(draft, place, "physician reviewer", named=False, terse=True)
        lines.append("Claims Administrator guideline: " + claims)
        lines.append("MAXIMUS guideline: " + own)
        lines.append("Decision rationale: " + reasons[place])
    return lines
