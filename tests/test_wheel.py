"""A wheel built from the checkout, installed in an empty environment away from it, reads a letter."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from samples import ROOT


def test_the_wheel_reads_a_letter_far_from_the_checkout(tmp_path: Path, letter_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "upheld/display/templates/letter.html" in names
    assert "upheld/models/entities/config.cfg" in names
    assert "upheld/annotations/doccano/exchange.py" in names
    assert "upheld/models/decisions/model.skops" in names
    assert not [name for name in names if not name.startswith("upheld")]

    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / "bin" / "python"
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--constraint",
        str(ROOT / "constraints.txt"),
        str(wheel),
    ]
    subprocess.run(install, check=True, cwd=tmp_path)
    letter = tmp_path / "letter.txt"
    letter.write_bytes(letter_path.read_bytes())
    command = [str(environment / "bin" / "upheld"), "extract", "letter.txt", "--format", "jsonl"]
    run = subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    record = json.loads(run.stdout)
    assert [item["decision"] for item in record["items"]] == ["overturned", "upheld", "upheld"]
    assert "TREATMENT" in {entity["label"] for entity in record["entities"]}
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('upheld_layout'); print(nlp('pain')._.letter.family)"
    spacy = subprocess.run([str(python), "-c", code], check=True, cwd=tmp_path, capture_output=True)
    assert spacy.stdout.decode().strip() == "unknown"
