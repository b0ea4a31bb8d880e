"""What the commands that read letters take in common."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
import srsly
from typer.testing import CliRunner

from samples import SAMPLES
from upheld.cli.app import app

RUNNER = CliRunner(env={"COLUMNS": "120"})


@pytest.mark.parametrize("command", ["bench", "extract", "show"])
def test_a_pipeline_with_models_of_an_older_form_is_one_line(
    command: str, small_model: Path, tmp_path: Path
) -> None:
    model = tmp_path / "model"
    copytree(small_model, model)
    (model / "upheld_meaning").mkdir(exist_ok=True)
    srsly.write_msgpack(model / "upheld_meaning" / "models.msgpack", {"status": {"classes": []}})
    letter = str(SAMPLES / "letters" / "imr-2014" / "01-lumbar-epidural.txt")
    asked = [command, letter, "--model", str(model)]
    asked += ["--format", "jsonl"] if command == "extract" else []
    run = RUNNER.invoke(app, asked)
    assert run.exit_code == 1
    assert run.output.startswith("error: ")
    assert run.output.strip().endswith("train them anew")
    assert run.output.count("\n") == 1
