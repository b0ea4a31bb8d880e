"""A report is one page that loads nothing, with what is in the folders, escaped."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from PIL import Image
from typer.testing import CliRunner

from corpora import write_split_corpus
from decided import small_letter_model, some_samples
from determinations import made_up
from upheld.cli import app
from upheld.decisions.dmhc import TIME
from upheld.decisions.letters import SIMULATED
from upheld.display.reports import ReportError, render_report
from upheld.training.decisions.dmhc_baselines import (
    create_baselines as create_determination_baselines,
)
from upheld.training.decisions.evaluating import evaluate as evaluate_determinations
from upheld.training.decisions.evaluating import write as write_determinations_scores
from upheld.training.decisions.letters.baselines import create_baselines
from upheld.training.decisions.letters.evaluating import evaluate, write


def call(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result.stdout


def titles(page: str) -> list[str]:
    return [heading.text_content() for heading in html.fromstring(page).iter("h2")]


def require_self_contained(page: str) -> None:
    """Hold that a page has no script and loads nothing, and that each image is one and says what it shows."""
    tree = html.fromstring(page)
    assert not list(tree.iter("script", "link", "iframe", "object"))
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name in ("src", "href"):
                assert value.startswith(("data:image/png;base64,", "#"))
    images = list(tree.iter("img"))
    assert images
    for image in images:
        assert image.get("alt")
        data = base64.b64decode(image.get("src").split(",", 1)[1])
        with Image.open(BytesIO(data)) as picture:
            assert picture.size[0] > 300


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `upheld evaluate entities` writes of a small corpus."""
    folder = tmp_path_factory.mktemp("entities")
    corpus = write_split_corpus(folder / "own")
    call("evaluate", "entities", "--corpus", corpus, "--out", folder / "measured")
    return folder / "measured"


def test_a_report_on_entities(entities: Path, tmp_path: Path) -> None:
    learning = tmp_path / "learning"
    learning.mkdir()
    rows = {"seed": [0, 0], "letters": [1, 2], "label": ["all"] * 2, "f1": [0.1, 0.2]}
    pd.DataFrame(rows).to_csv(learning / "learning.csv", index=False)
    out = tmp_path / "made" / "report.html"
    said = call("report", entities, learning, "--out", out, "--title", "<Mine>")
    assert f"written: {out}" in said
    page = out.read_text(encoding="utf-8")
    require_self_contained(page)
    assert "&lt;Mine&gt;" in page
    assert titles(page) == [
        "Finders beside one another",
        "Scores of the finder dictionary",
        "Errors",
        "Score by the number of training letters",
    ]
    f1 = pd.read_csv(entities / "scores.csv").query(
        "part == 'all' and family == 'all' and label == 'all' and finder == 'CRF'"
    )["f1"]
    assert f"{f1.iloc[0]:.3f} (" in page


def test_a_hostile_sentence_stays_text(entities: Path, tmp_path: Path) -> None:
    for path in entities.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    hostile = {
        "document": "<script>alert(1)</script>",
        "kind": "miss",
        "gold_label": "TREATMENT",
        "found_label": "nothing",
        "sentence": "<img src=x onerror=alert(1)>",
        "start": 0,
        "end": 4,
        "gold": [[0, 4, "TREATMENT"]],
        "found": [],
    }
    (tmp_path / "errors.jsonl").write_text(json.dumps(hostile) + "\n", encoding="utf-8")
    page = render_report([tmp_path], title="t")
    require_self_contained(page)
    assert "&lt;script&gt;alert(1)" in page


def test_a_report_on_decisions_of_letters(tmp_path: Path) -> None:
    samples = some_samples()
    simulated = samples.where(samples.populations == SIMULATED)
    baselines = {"base rate": create_baselines()["base rate"]}
    write(evaluate(small_letter_model(), baselines, samples, {"a & b": simulated}), tmp_path)
    page = render_report([tmp_path], title="t")
    require_self_contained(page)
    assert titles(page) == ["Setting: a & b"]
    alts = [image.get("alt") for image in html.fromstring(page).iter("img")]
    assert any("pairs of an overturned and an upheld item" in alt for alt in alts)
    assert any(alt.startswith("Most depends on") for alt in alts)


def test_a_report_on_determinations(tmp_path: Path) -> None:
    known, outcomes = made_up(900)
    first, second = (create_determination_baselines()[name] for name in ("precedent", "base rate"))
    measured = evaluate_determinations(
        known,
        outcomes,
        {"model": first, "base rate": second},
        time=TIME,
        groups=("treatment",),
        frozen_until=2002,
    )
    write_determinations_scores(measured, tmp_path / "out")
    call("report", tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    require_self_contained(page)
    assert titles(page) == ["Setting: frozen", "Setting: refitted", "Over time"]


def test_a_folder_with_nothing_to_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="nothing to report: no scores"):
        render_report([tmp_path], title="t")
    result = CliRunner().invoke(app, ["report", str(tmp_path)])
    assert result.exit_code == 1
    assert "nothing to report" in result.stderr
