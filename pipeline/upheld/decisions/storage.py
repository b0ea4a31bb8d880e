"""Decision models on disk: skops files, which hold no code, and name every type that is built from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile

from upheld.decisions.blend import BlendedScorer
from upheld.decisions.calibration import Calibration
from upheld.decisions.drifting import DriftingLogistic, Term
from upheld.decisions.held_out import HeldOut
from upheld.decisions.model import DecisionModel
from upheld.decisions.trees import require_sound_trees

FILE = "model.skops"
# The types that a file may name beside those that skops holds for safe. `Tree` is safe only once it is looked through.
_OWN = (BlendedScorer, Calibration, DecisionModel, DriftingLogistic, HeldOut, Term)
TRUSTED: tuple[str, ...] = (
    *(f"{kind.__module__}.{kind.__qualname__}" for kind in _OWN),
    "sklearn.tree._tree.Tree",
)


class ModelError(ValueError):
    """A file that is no decision model, or none of this version."""


def save_model(model: DecisionModel, folder: Path) -> Path:
    """Write a fitted model into a folder, made if need be, and name its file.

    Raises:
        OSError: the folder cannot be written.

    """
    from skops.io import dump

    folder.mkdir(parents=True, exist_ok=True)
    dump(model, folder / FILE, compression=ZIP_DEFLATED)
    return folder / FILE


def load_model(folder: Path) -> DecisionModel:
    """Read the model in a folder.

    Raises:
        ModelError: the file is no such model, or holds types that a decision model does not have.
        OSError: there is no such file.

    """
    from skops.io import load
    from skops.io.exceptions import UntrustedTypesFoundException

    path = folder / FILE
    try:
        model: Any = load(path, trusted=list(TRUSTED))
    except UntrustedTypesFoundException as error:
        raise ModelError(f"{path}: {error}") from None
    except (BadZipFile, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: no decision model: {error}") from None
    if not isinstance(model, DecisionModel):
        raise ModelError(f"{path}: holds a {type(model).__name__}, no decision model")
    try:
        _require_sound(model)
    except (AttributeError, ValueError) as error:
        raise ModelError(f"{path}: damaged: {error}") from None
    return model


def _require_sound(model: DecisionModel) -> None:
    if not isinstance(model.scorer_, BlendedScorer):
        raise ValueError(
            f"its scorer is a {type(model.scorer_).__name__}, which nothing here checks"
        )
    require_sound_trees(model.scorer_.forest_[-1])
