"""Puts the sections of a report together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from upheld.display.page import environment
from upheld.display.reports.decisions import decision_sections
from upheld.display.reports.entities import entity_sections
from upheld.display.reports.section import Section

_SECTIONS: tuple[Callable[[Path], Iterator[Section]], ...] = (entity_sections, decision_sections)


class ReportError(ValueError):
    """A folder that holds nothing to report: names it, and says what to do."""


def render_report(folders: Sequence[Path], *, title: str) -> str:
    """Render what was measured of a model as one HTML page that loads nothing and runs no script.

    Figures are images within the page; all text is escaped. What is shown follows from the files that are there.

    Args:
        folders: what `upheld evaluate` wrote, in the order of the report.
        title: of the page.

    Raises:
        ReportError: a folder holds nothing that can be shown.
        OSError: a file cannot be read.

    """
    sections: list[Section] = []
    for folder in folders:
        found = [section for give in _SECTIONS for section in give(folder)]
        if not found:
            raise ReportError(
                f"{folder}: nothing to report: no scores.csv and no learning.csv of `upheld evaluate` in it"
            )
        sections += found
    about = "Written by `upheld report` from what `upheld evaluate` measured."
    return (
        environment()
        .get_template("report.html")
        .render(title=title, about=about, sections=sections)
    )
