"""Family `imr-2013-notice`: determinations first, reasons behind."""

from __future__ import annotations

from upheld.corpus.simulator.dates import write_date
from upheld.corpus.simulator.writing import parts
from upheld.corpus.simulator.writing.families.shared import (
    dates_of,
    guidelines,
    listed,
    made,
    necessity,
)
from upheld.corpus.simulator.writing.parts import Draft


def write_notice(draft: Draft) -> list[str]:
    """Write a letter of family `imr-2013-notice`, as lines: determinations first, reasons behind."""
    case = draft.case
    requests = parts.requests(draft)
    lines = _letterhead(draft)
    determined = [
        f"{place + 1}) MAXIMUS Federal Services, Inc. has determined the request for %s is"
        f" {necessity(item.decision)} and appropriate."
        for place, item in enumerate(case.items)
    ]
    for place, item in enumerate(case.items):
        lines.append(determined[place] % parts.mark_item(place + 1, item.decision, requests[place]))
    lines += ["INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE", _lead(draft)]
    lines += [determined[place] % request for place, request in enumerate(requests)]
    lines += ["Medical Qualifications of the Expert Reviewer:", made(draft, "made_notice")]
    lines += ["Expert Reviewer Case Summary:", *parts.summary(draft)]
    lines += ["Documents Reviewed for Determination:", *listed(draft, bullet="- ")]
    reasons = parts.rationales(draft, concluded=False)
    for place, request in enumerate(requests):
        claims, own = guidelines(draft, place, "Expert Reviewer", named=True)
        lines.append(f"{place + 1}) Regarding the request for {request}:")
        lines.append(
            "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer:"
        )
        lines.append(f"{claims} {own}")
        lines += ["Rationale for the Decision:", reasons[place]]
    return lines


def _letterhead(draft: Draft) -> list[str]:
    case = draft.case
    dates = {name: write_date(day, "numeric") for name, day in dates_of(draft).items()}
    draft.state(
        case_number=draft.number,
        decision_date=case.decided.isoformat(),
        date_of_injury=case.injured.isoformat(),
        ur_denial_date=case.denied.isoformat(),
        application_received=case.applied.isoformat(),
    )
    initials = "".join(f"{draft.draw.random.choice('ABCDEFGHJKLMNPRSTVW')}. " for _ in range(2))
    lines = ["MAXIMUS FEDERAL SERVICES, INC.", "Independent Medical Review"]
    lines += ["Notice of Independent Medical Review Determination", f"Dated: {dates['decided']}"]
    lines += [
        f"Employee: {initials.strip()}",
        f"Claim Number: {draft.draw.random.randint(10**6, 10**7)}",
    ]
    lines += [f"Date of UR Decision: {dates['denied']}", f"Date of Injury: {dates['injured']}"]
    lines += [
        f"IMR Application Received: {dates['applied']}",
        f"MAXIMUS Case Number: {draft.number}",
    ]
    if draft.draw.chance(0.25):
        lines = lines[2:]
    return lines


def _lead(draft: Draft) -> str:
    told = ""
    if draft.draw.chance(0.6):
        told = draft.say("assignment_told")
        draft.state(date_assigned=draft.case.assigned.isoformat())
    return draft.say("notice_lead", assignment=told)
