"""Settings and fixtures of all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from samples import REAL_LETTER, SAMPLES

if TYPE_CHECKING:
    import pyarrow.fs as pafs

    from upheld.annotating.exchange import Server

# A check draws the same examples each time, so that it fails for the change alone; `make explore` draws new ones.
_ALWAYS = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("project", derandomize=True, max_examples=150, **_ALWAYS)
settings.register_profile("explore", max_examples=3_000, **_ALWAYS)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))


@pytest.fixture
def letter_path() -> Path:
    """A sample letter in a text file."""
    return SAMPLES / "letters" / "imr-2014" / "01-lumbar-epidural.txt"


@pytest.fixture
def letter_text(letter_path: Path) -> str:
    """The text of a sample letter."""
    return letter_path.read_text(encoding="utf-8")


@pytest.fixture
def real_letter() -> Path:
    """The real, published letter; tests that need it are skipped where it is absent."""
    if not REAL_LETTER.exists():
        pytest.skip("the real letter is not here")
    return REAL_LETTER


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small entity model, trained on a few simulated letters."""
    from trained import train_small

    out = tmp_path_factory.mktemp("model")
    train_small(out)
    return out


@pytest.fixture(scope="session")
def letter_model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small decision model of letters."""
    from decided import small_letter_model
    from upheld.decisions import save_model

    return save_model(small_letter_model(), tmp_path_factory.mktemp("decisions")).parent


@pytest.fixture(scope="session")
def doccano(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A doccano server with the users admin, alice and bob.

    Skipped where no Python is old enough for it, and where no package index gives it.
    """
    import shutil
    import sys

    from doccano import shared
    from servers import NotInstallableError

    old = (os.environ.get("DOCCANO_PYTHON"), shutil.which("python3.11"), shutil.which("python3.10"))
    if sys.version_info >= (3, 12) and not any(old):
        pytest.skip("doccano needs Python 3.11 or older, and there is none")
    # Processes that run tests side by side have folders of their own in a common one.
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    common = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    try:
        with shared(common / "doccano") as server:
            yield server
    except NotInstallableError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def object_store() -> Iterator[pafs.S3FileSystem]:
    """An S3 server that `s3://` addresses mean; skipped where no package index gives it."""
    from object_store import start_object_store
    from servers import NotInstallableError

    try:
        with start_object_store() as store:
            yield store
    except NotInstallableError as error:
        pytest.skip(str(error))
