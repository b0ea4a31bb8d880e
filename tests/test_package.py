"""The model as a spaCy package: built, installed away from the checkout, loaded by spaCy and by the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from samples import ROOT

MODEL = ROOT / "models" / "entities"
TEXT = "He has low back pain, takes Norco 10/325 mg and asks for an MRI of the lumbar spine."
CODE = """
import json, sys
class NoTorch:  # None is needed, though thinc loads it wherever it is installed.
    def find_spec(name, path=None, target=None):
        if name == "torch":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, NoTorch)
import spacy
{load}
doc = nlp({text!r})
assert "torch" not in sys.modules
print(json.dumps([(ent.text, ent.label_) for ent in doc.ents]))
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package installed, as `make package` builds it."""
    folder = tmp_path_factory.mktemp("package")
    build = ["-m", "spacy", "package", str(MODEL), str(folder), "--build", "wheel", "--force"]
    subprocess.run([sys.executable, *build], check=True, capture_output=True)
    (wheel,) = folder.rglob("*.whl")
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "site")]
    subprocess.run([sys.executable, *install, str(wheel)], check=True, capture_output=True)
    return folder / "site"


@pytest.mark.parametrize(
    "load",
    ["nlp = spacy.load('en_upheld')", "import upheld; nlp = upheld.load('en_upheld')"],
    ids=["spaCy", "upheld"],
)
def test_the_installed_package_finds_entities(load: str, package: Path, tmp_path: Path) -> None:
    code = CODE.format(load=load, text=TEXT)
    environment = os.environ | {"PYTHONPATH": str(package)}
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert {tuple(found) for found in json.loads(run.stdout)} >= {
        ("Norco", "TREATMENT"),
        ("MRI", "TREATMENT"),
        ("lumbar spine", "BODY_PART"),
        ("low back pain", "DIAGNOSIS"),
    }


def test_the_package_says_what_it_is(package: Path) -> None:
    (meta_file,) = package.glob("en_upheld/meta.json")
    meta = json.loads(meta_file.read_text())
    assert (meta["lang"], meta["name"]) == ("en", "upheld")
    assert any(requirement.startswith("upheld") for requirement in meta["requirements"])
    assert meta["sources"]
    metrics = json.loads((MODEL / "metrics.json").read_text())
    assert meta["performance"]["ents_f"] == metrics["development"]["all"]["f1"]


def test_the_model_is_small() -> None:
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file())
    assert size < 40_000_000


def test_no_path_of_the_machine_that_trained_is_left() -> None:
    for name in ("config.cfg", "training.cfg", "meta.json", "metrics.json"):
        text = (MODEL / name).read_text()
        assert not [part for part in ("/tmp", "/home", "/root", "/work") if part in text], name
