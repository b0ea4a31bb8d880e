"""`upheld predict`: how likely a request is to be overturned, from what is known before the decision."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from upheld.cli.decision_options import require_rate
from upheld.cli.saying import clear_errors, say
from upheld.display.terminal import printable

if TYPE_CHECKING:
    from upheld.layout import Letter

NOTICE = (
    "A probability tells how reviews of requests like this one ended, not whether the request is right."
    " It is no medical and no legal advice."
)


class Format(StrEnum):
    """What `upheld predict` prints."""

    table = "table"
    json = "json"


class Sex(StrEnum):
    """The sex of a patient, as letters state it."""

    female = "female"
    male = "male"


def predict(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LETTERS]...", help="Letters, with or without decisions."),
    ] = None,
    summary: Annotated[
        Path | None, typer.Option(help="File with the clinical summary of one case.")
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option(help="With --summary: what is asked for. May be given more than once."),
    ] = None,
    age: Annotated[int | None, typer.Option(min=1, max=110, help="With --summary: years.")] = None,
    sex: Annotated[Sex | None, typer.Option(help="With --summary.")] = None,
    model: Annotated[
        Path | None,
        typer.Option(help="Folder of the model of letters, by default the shipped one."),
    ] = None,
    error_rate: Annotated[
        float, typer.Option(help="Abstain where at this error rate not one outcome is left.")
    ] = 0.1,
    formats: Annotated[
        Format, typer.Option("--format", help="table, or json: one object an item.")
    ] = Format.table,
) -> None:
    """Foretell decisions: probability, abstention, reasons and precedents.

    Give letters, or --summary with an --item for each request. Exit status 1 if anything could not be read.
    """
    require_rate(error_rate)
    if bool(sources) == (summary is not None) or (summary is not None) != bool(item):
        raise typer.BadParameter("give LETTERS, or --summary FILE with --item")
    if sources and (age or sex):
        raise typer.BadParameter("--age and --sex belong to --summary")
    from upheld.decisions.errors import DecisionError
    from upheld.training.decisions.letters.preparing import read_letters

    with clear_errors(DecisionError), Console(stderr=True).status("reading"):
        if summary is not None:
            letters, errors = read_letters([])
            letters.append(_case(summary, item or []))
        else:
            letters, errors = read_letters(sources or [])
        rows = _foretell(letters, model, error_rate, age, sex)
    if formats is Format.json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=True))
    else:
        _print(rows)
        say(NOTICE)
    for error in errors:
        say(f"error: {error}", error=True)
    if errors:
        raise typer.Exit(1)


def _case(summary: Path, items: list[str]) -> Letter:
    """Make a letter of a summary and requests, without decisions."""
    from upheld.layout.case import make_case
    from upheld.reading import read_one

    return make_case(read_one(summary), items)


def _foretell(
    letters: list[Letter], folder: Path | None, error_rate: float, age: int | None, sex: Sex | None
) -> list[dict[str, Any]]:
    from dataclasses import replace

    from upheld.components.language import load_reader, shipped
    from upheld.components.seeing import Seer
    from upheld.decisions.errors import DecisionError
    from upheld.decisions.explaining import explain
    from upheld.decisions.foretelling import foretell
    from upheld.decisions.storage import load_letter_model

    folder = folder or shipped("decisions")
    if folder is None:
        raise DecisionError("no decision model comes with this program: give --model FOLDER")
    loaded = load_letter_model(folder)
    rows = []
    for letter, visible in zip(letters, Seer(load_reader()).see(letters), strict=True):
        told = replace(visible, age=age or visible.age, sex=sex.value if sex else visible.sex)
        decisions = [item.decision for item in letter.items]
        (foretold,) = foretell(loaded, [told], [decisions], error_rate)
        for item, said, why in zip(letter.items, foretold, explain(loaded, told), strict=True):
            reasons = [
                {**asdict(reason), "text": " ".join(letter.text[reason.start : reason.end].split())}
                for reason in why.reasons
            ]
            rows.append(
                {
                    "source": letter.source,
                    "number": item.number,
                    "item": item.text,
                    "decision": item.decision,
                    "probability_overturned": said.probability_overturned,
                    "abstained": said.abstained,
                    "surprising": said.surprising,
                    "reasons": reasons,
                    "precedents": [asdict(precedent) for precedent in why.precedents],
                }
            )
    return rows


def _print(rows: list[dict[str, Any]]) -> None:
    console = Console()
    for row in rows:
        said = "abstained" if row["abstained"] else "decided"
        console.print(
            f"{printable(row['source'])}  {row['number']}  {printable(row['item'])}",
            markup=False,
            highlight=False,
        )
        say(f"probability of being overturned: {row['probability_overturned']:.3f} ({said})")
        if row["surprising"]:
            say(f"stated: {row['decision']}, which is surprising")
        table = Table("moved", "place", "tells", "sentence")
        for reason in row["reasons"]:
            table.add_row(
                f"{reason['moved']:+.2f}",
                f"{reason['start']}-{reason['end']}",
                *(_plain(text) for text in ("; ".join(reason["tells"]), reason["text"])),
            )
        console.print(table)
        alike = Table("earlier item", "kind", "diagnosis", "decision", "likeness")
        for one in row["precedents"]:
            alike.add_row(
                _plain(f"{one['letter']} #{one['number']}"),
                *(_plain(one[name]) for name in ("kind", "diagnosis", "decision")),
                f"{one['likeness']:.2f}",
            )
        console.print(alike)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(printable(text))
