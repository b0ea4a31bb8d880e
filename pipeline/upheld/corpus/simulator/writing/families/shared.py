"""What the later families share: letterhead, summary, sentences on guidelines."""

from __future__ import annotations

from datetime import date

from upheld.corpus.simulator.dates import write_date
from upheld.corpus.simulator.writing import parts
from upheld.corpus.simulator.writing.parts import Draft

_STATED = 0.94  # How often a field that only the letterhead states is there.


def told(draft: Draft) -> list[str]:
    """Write the summary with the sentence that leads to it, if there is one."""
    lead = draft.say("summary_lead")
    return [*([lead] if lead else []), *parts.summary(draft)]


def listed(draft: Draft, *, bullet: str) -> list[str]:
    """Write the list of documents reviewed with what leads to it."""
    lead = draft.say("documents_lead")
    return [*([lead] if lead else []), *parts.documents(draft, bullet=bullet)]


def made(draft: Draft, rule: str) -> str:
    """Write the paragraph on who decided, and note the reviewer's credentials."""
    drawn = {} if rule == "made_2015" else parts.reviewer(draft)
    reviewer = draft.draw.random.choice(["physician reviewer", "expert reviewer", "reviewer"])
    article = "an" if reviewer[0] == "e" else "a"
    return draft.say(
        rule,
        reviewer=reviewer,
        a_reviewer=f"{article} {reviewer}",
        a_reviewer_cap=f"{article.capitalize()} {reviewer}",
        **drawn,
    )


def guidelines(
    draft: Draft, place: int, who: str, *, named: bool, terse: bool = False
) -> tuple[str, str]:
    """Write what the claims administrator and the reviewer (called `who`) relied on for an item.

    `named` says that the sentences must begin with who relied, as where no label stands in front.
    """
    theirs, own = parts.citations(draft, place, terse=terse)
    none = draft.draw.chance(0.08)
    if none:
        claims = draft.say("claims_none")
    elif "ODG" in theirs and draft.draw.chance(0.25):
        claims = draft.say("claims_outside", citation=theirs)
    else:
        claims = draft.say("claims_named" if named else "claims_cites", citation=theirs)
    if theirs == own and not none and draft.draw.chance(0.25):
        return claims, draft.say("reviewer_same", capital_reviewer=who)
    rule = "reviewer_named" if named else "reviewer_cites"
    return claims, draft.say(rule, citation=own, capital_reviewer=who)


def shares(draft: Draft, place: int) -> bool:
    """Say whether an item stands above the rationale of the next: rarely, and for like decisions."""
    items = draft.case.items
    if place + 1 >= len(items) or items[place].decision != items[place + 1].decision:
        return False
    return items[place].kind.category == items[place + 1].kind.category and draft.draw.chance(0.15)


def necessity(decision: str) -> str:
    """Give the words of a decision."""
    return "medically necessary" if decision == "overturned" else "not medically necessary"


def dates_of(draft: Draft) -> dict[str, date]:
    """Give the dates of a case by their names."""
    case = draft.case
    return {
        "assigned": case.assigned,
        "injured": case.injured,
        "decided": case.decided,
        "denied": case.denied,
        "applied": case.applied,
    }


def letterhead(draft: Draft) -> list[str]:
    """Write the letterhead of the later families, and note what it states.

    A few letters lack a field that stands nowhere else in them; the lines hold one field or two.
    """
    case = draft.case
    priority = "Expedited" if draft.draw.chance(0.03) else "Standard"
    draft.state(
        case_number=draft.number,
        date_of_injury=case.injured.isoformat(),
        ur_denial_date=case.denied.isoformat(),
    )
    dates = {name: write_date(day, "numeric") for name, day in dates_of(draft).items()}
    fields = [f"Case Number: {draft.number}"]
    if draft.draw.chance(_STATED):
        draft.state(date_assigned=case.assigned.isoformat())
        fields.append(f"Date Assigned: {dates['assigned']}")
    fields.append(f"Date of Injury: {dates['injured']}")
    if draft.draw.chance(_STATED):
        draft.state(decision_date=case.decided.isoformat())
        fields.append(f"Decision Date: {dates['decided']}")
    fields.append(f"UR Denial Date: {dates['denied']}")
    if draft.draw.chance(_STATED):
        draft.state(priority=priority)
        fields.append(f"Priority: {priority}")
    if draft.draw.chance(_STATED):
        draft.state(application_received=case.applied.isoformat())
        fields.append(f"Application Received: {dates['applied']}")
    held = draft.draw.random.choice([1, 2, 2, 2])
    return [" ".join(fields[at : at + held]) for at in range(0, len(fields), held)]
