"""`upheld corpus simulate` writes a corpus file that the check accepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from upheld.cli.app import app
from upheld.corpus.files import read_documents
from upheld.corpus.simulator import simulate


@pytest.mark.parametrize("side", ["train", "held-out"])
def test_the_command_writes_what_simulate_gives(tmp_path: Path, side: str) -> None:
    out = tmp_path / "letters" / "simulated.jsonl"
    out.parent.mkdir()
    command = ["corpus", "simulate", "--letters", "4", "--seed", "2", "--side", side]
    run = CliRunner().invoke(app, [*command, "--out", str(out)])
    assert run.exit_code == 0, run.output
    assert "4 documents" in run.output
    written = [document.to_json() for document in read_documents(out)]
    assert written == [d.to_json() for d in simulate(4, seed=2, side=side)]  # type: ignore[arg-type]
    check = CliRunner().invoke(app, ["corpus", "check", str(tmp_path)])
    assert check.exit_code == 0, check.output
