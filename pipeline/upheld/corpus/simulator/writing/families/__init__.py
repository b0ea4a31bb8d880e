"""The four families of letters, each with its headings and the order of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from upheld.corpus.simulator.writing.families.form import write_form
from upheld.corpus.simulator.writing.families.headed import write_headed
from upheld.corpus.simulator.writing.families.notice import write_notice
from upheld.corpus.simulator.writing.families.numbered import write_numbered
from upheld.corpus.simulator.writing.parts import Draft

FAMILIES: Mapping[str, Callable[[Draft], list[str]]] = {
    "imr-2013-form": write_form,
    "imr-2013-notice": write_notice,
    "imr-2014": write_headed,
    "imr-2015": write_numbered,
}
"""How each family of letters is written."""
