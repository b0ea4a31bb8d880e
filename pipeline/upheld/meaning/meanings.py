"""All that the entities of a text mean, put together."""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.attaching import attach
from upheld.meaning.codes import find_codes
from upheld.meaning.drugs import find_drug
from upheld.meaning.mentions import Mention
from upheld.meaning.models import MeaningModels
from upheld.meaning.quantities import find_quantities
from upheld.meaning.sites import find_sites
from upheld.meaning.status import find_status
from upheld.meaning.values import Meaning


def find_meanings(
    text: str,
    mentions: Sequence[Mention],
    models: MeaningModels | None = None,
    *,
    attached: bool = True,
) -> list[Meaning]:
    """Say what each entity of a text means.

    Args:
        text: in paragraphs, parted by blank lines.
        mentions: the entities, in their order, none across another.
        models: what was learned of status and attaching; without it rules decide alone.
        attached: find what each measurement belongs to; without it all belong to none.

    """
    statuses = find_status(text, mentions, models)
    quantities = find_quantities(text, mentions)
    measures: list[int | None] = [None] * len(mentions)
    if attached:
        measures = attach(text, mentions, quantities, models.attaching if models else None)
    sites = find_sites(text, mentions)
    codes = find_codes(text, mentions, sites)
    return [
        Meaning(
            status=None if status is None else status.value,
            result=None if status is None else status.result,
            quantity=quantity,
            measures=measured,
            site=site,
            code=code,
            drug=find_drug(mention.words(text)) if mention.label == "TREATMENT" else None,
        )
        for mention, status, quantity, measured, site, code in zip(
            mentions, statuses, quantities, measures, sites, codes, strict=True
        )
    ]
