"""Decision models on disk: skops files, which hold no code, and name every type that is built from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZIP_DEFLATED, BadZipFile

from upheld.decisions.blend import BlendedScorer
from upheld.decisions.boosted import BoostedScorer
from upheld.decisions.calibration import Calibration
from upheld.decisions.criteria import Criteria, TermModel
from upheld.decisions.drifting import DriftingLogistic, Term
from upheld.decisions.errors import ModelError
from upheld.decisions.held_out import HeldOut
from upheld.decisions.letters import LetterModel
from upheld.decisions.model import DecisionModel
from upheld.decisions.precedents import Precedents
from upheld.decisions.trees import require_sound_boosting, require_sound_trees

Model = TypeVar("Model", DecisionModel, LetterModel)

FILE = "model.skops"
# The types that a file may name beside those that skops holds for safe. Trees are so only once they are looked through.
_OWN = (BlendedScorer, Calibration, DecisionModel, DriftingLogistic, HeldOut, Term)
_OF_LETTERS = (BoostedScorer, Calibration, Criteria, LetterModel, Precedents, TermModel)
TRUSTED: tuple[str, ...] = (
    *(f"{kind.__module__}.{kind.__qualname__}" for kind in _OWN),
    "sklearn.tree._tree.Tree",
)
TRUSTED_OF_LETTERS: tuple[str, ...] = (
    *(f"{kind.__module__}.{kind.__qualname__}" for kind in _OF_LETTERS),
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)


def save_model(model: DecisionModel | LetterModel, folder: Path) -> Path:
    """Write a fitted model into a folder, made if need be, and name its file.

    Raises:
        OSError: the folder cannot be written.

    """
    from skops.io import dump

    folder.mkdir(parents=True, exist_ok=True)
    dump(model, folder / FILE, compression=ZIP_DEFLATED)
    return folder / FILE


def load_model(folder: Path) -> DecisionModel:
    """Read the model of determinations in a folder.

    Raises:
        ModelError: the file is no such model, or holds types that a decision model does not have.
        OSError: there is no such file.

    """
    path = folder / FILE
    model = _load(path.read_bytes(), str(path), TRUSTED, DecisionModel)
    try:
        _require_sound(model)
    except (AttributeError, ValueError) as error:
        raise ModelError(f"{path}: damaged: {error}") from None
    return model


def load_letter_model(folder: Path) -> LetterModel:
    """Read the model of letters in a folder.

    Raises:
        ModelError: the file is no such model, or holds types that a decision model does not have.
        OSError: there is no such file.

    """
    path = folder / FILE
    return letter_model_from_bytes(path.read_bytes(), str(path))


def letter_model_to_bytes(model: LetterModel) -> bytes:
    """Write a fitted model of letters as the bytes of its file."""
    from skops.io import dumps

    data: bytes = dumps(model, compression=ZIP_DEFLATED)
    return data


def letter_model_from_bytes(data: bytes, name: str = "model") -> LetterModel:
    """Read the bytes of the file of a model of letters; `name` stands for them in errors.

    Raises:
        ModelError: they are no such model, or hold types that a decision model does not have.

    """
    model = _load(data, name, TRUSTED_OF_LETTERS, LetterModel)
    try:
        _require_fitted(model)
    except (AttributeError, TypeError, ValueError) as error:
        raise ModelError(f"{name}: damaged: {error}") from None
    return model


def _load(data: bytes, name: str, trusted: tuple[str, ...], wanted: type[Model]) -> Model:
    from skops.io import loads
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        model: Any = loads(data, trusted=list(trusted))
    except UntrustedTypesFoundException as error:
        raise ModelError(f"{name}: {error}") from None
    except (BadZipFile, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{name}: no decision model: {error}") from None
    if not isinstance(model, wanted):
        raise ModelError(f"{name}: holds a {type(model).__name__}, no {wanted.__name__}")
    return model


def _require_sound(model: DecisionModel) -> None:
    if not isinstance(model.scorer_, BlendedScorer):
        raise ValueError(
            f"its scorer is a {type(model.scorer_).__name__}, which nothing here checks"
        )
    require_sound_trees(model.scorer_.forest_[-1])


def _require_fitted(model: LetterModel) -> None:
    """Require that all that a model needs is there and of its size."""
    criteria = model.criteria
    for part, labels in (
        (criteria.requests, len(criteria.topics)),
        (criteria.told, 2 * len(criteria.names)),
    ):
        if part.weights.shape != (len(part.rows), labels) or part.base.shape != (labels,):
            raise ValueError("the weights of its criteria do not fit their names")
    if len({len(held) for held in vars(model.precedents).values()}) != 1:
        raise ValueError("its precedents are not of one length")
    if not model.strange or set(model.strange) != set(model.calibrations):
        raise ValueError("its populations are not all calibrated")
    if not isinstance(model.scorer, BoostedScorer):
        raise ValueError(
            f"its scorer is a {type(model.scorer).__name__}, which nothing here checks"
        )
    columns = sum(len(reader.vocabulary_) for _, reader, _ in model.scorer.readers)
    if model.scorer.regression_.coef_.shape[1] != columns:
        raise ValueError("its weights do not fit its words")
    require_sound_boosting(model.scorer.boosting_)
    if len(model.scorer.kept_) != model.scorer.boosting_.n_features_in_:
        raise ValueError("its trees do not see what it gives them")
