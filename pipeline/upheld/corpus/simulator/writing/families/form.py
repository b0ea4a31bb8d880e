"""Family `imr-2013-form`: the issues in one box, the reasons in another."""

from __future__ import annotations

from upheld.corpus.simulator.dates import write_date
from upheld.corpus.simulator.writing import parts
from upheld.corpus.simulator.writing.families.shared import listed, made
from upheld.corpus.simulator.writing.parts import Draft


def write_form(draft: Draft) -> list[str]:
    """Write a letter of family `imr-2013-form`, as lines: the issues in one box, the reasons in another."""
    case = draft.case
    draft.state(case_number=draft.number, date_of_injury=case.injured.isoformat())
    draft.state(
        ur_denial_date=case.denied.isoformat(), application_received=case.applied.isoformat()
    )
    lines = ["MEDICAL PROFESSIONAL REVIEW", f"IMR CASE NUMBER: {draft.number}"]
    lines.append(f"DATE OF INJURY: {write_date(case.injured, 'numeric')}")
    lines.append(f"DATE OF UR DECISION: {write_date(case.denied, 'numeric')}")
    lines.append(f"APPLICATION RECEIVED: {write_date(case.applied, 'numeric')}")
    several = len(case.items) > 1
    lines.append("ISSUES AT DISPUTE:" if several else "ISSUE AT DISPUTE:")
    for place, request in enumerate(parts.requests(draft)):
        number = f"{place + 1}. " if several else ""
        lines.append(number + parts.mark_item(place + 1, case.items[place].decision, request))
    lines += ["CASE SUMMARY:", *parts.summary(draft)]
    lines += ["DOCUMENTS REVIEWED FOR DETERMINATION:", *listed(draft, bullet="")]
    lines.append("MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:")
    cited = [parts.citations(draft, place, terse=False) for place in range(len(case.items))]
    lines.append(
        f"The claims administrator relied on {cited[0][0]}. The professional reviewer relied upon "
        + "; ".join(dict.fromkeys(own for _, own in cited))
        + "."
    )
    lines.append(_heading(draft))
    reasons = parts.rationales(draft, concluded=True)
    lines += [f"{n}. {reason}" if several else reason for n, reason in enumerate(reasons, start=1)]
    return [*lines, "MEDICAL REVIEWER QUALIFICATIONS:", made(draft, "made_form")]


def _heading(draft: Draft) -> str:
    decisions = {item.decision for item in draft.case.items}
    middle = "IS/WAS [NOT]"
    if len(decisions) == 1:
        middle = "IS NOT" if decisions == {"upheld"} else "IS"
    return f"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE {middle} MEDICALLY NECESSARY:"
