"""A spaCy pipeline that takes letters as well as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_package_path, is_package, load_config, load_meta

from upheld.components.extensions import set_letter
from upheld.components.tokens import LetterDefaults
from upheld.layout import Letter

_PACKAGE = Path(__file__).parents[1]


# The models that come with the program, each with a file that it has.
_SHIPPED = {"entities": "config.cfg", "decisions": "model.skops"}


def shipped(name: str) -> Path | None:
    """Give the folder of a model that comes with the program: in the wheel, beside the source root; None without."""
    file = _SHIPPED[name]
    folders = (_PACKAGE / "models" / name, _PACKAGE.parents[1] / "models" / name)
    return next((folder for folder in folders if (folder / file).is_file()), None)


class LetterEnglish(English):  # type: ignore[no-untyped-call]
    """spaCy's English that also takes a `Letter` where a text or a `Doc` may stand.

    The text of the `Doc` is the source text of the letter, so its offsets are the letter's.
    """

    Defaults = LetterDefaults

    def to_doc(self, letter: Letter) -> Doc:
        """Make an unprocessed `Doc` of a letter's source text that carries the letter."""
        doc = self.make_doc(letter.text)
        set_letter(doc, letter)
        return doc

    def __call__(self, text: str | Doc | Letter, **options: Any) -> Doc:
        """Apply the pipeline to a text, a `Doc` or a letter; options are those of spaCy."""
        return super().__call__(self._to_doc_like(text), **options)

    def pipe(
        self, texts: Iterable[Any], *, as_tuples: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Apply the pipeline to a stream of texts, `Doc`s or letters; options are spaCy's."""
        stream: Iterable[Any]
        if as_tuples:
            stream = ((self._to_doc_like(text), context) for text, context in texts)
        else:
            stream = (self._to_doc_like(text) for text in texts)
        docs: Iterator[Any] = super().pipe(stream, as_tuples=as_tuples, **options)  # type: ignore[call-overload]
        return docs

    def _to_doc_like(self, text: str | Doc | Letter) -> str | Doc:
        return self.to_doc(text) if isinstance(text, Letter) else text


def load_reader(*, exclude: Iterable[str] = ()) -> Language:
    """Load the pipeline that comes with the program without its decision model; without a model it reads layout."""
    entities = shipped("entities")
    if entities is not None:
        return load(entities, exclude=exclude)
    nlp = LetterEnglish()
    nlp.add_pipe("upheld_layout")
    return nlp


def _load_shipped(exclude: Sequence[str]) -> Language:
    """Load the pipeline that comes with the program, with its decision model as the last component."""
    pipeline, decisions = load_reader(exclude=exclude), shipped("decisions")
    if decisions is not None and "upheld_decisions" not in {*pipeline.pipe_names, *exclude}:
        from upheld.decisions.storage import load_letter_model

        component: Any = pipeline.add_pipe("upheld_decisions")
        component.model = load_letter_model(decisions)
    return pipeline


def load(model: str | Path | None = None, *, exclude: Iterable[str] = ()) -> Language:
    """Load a pipeline that reads determination letters.

    Args:
        model: a folder or the name of an installed package; by default the pipeline that comes
            with the program.
        exclude: names of components, or of spaCy's own fields (`strings`), that are not loaded.

    Returns:
        A spaCy `Language`; besides texts and `Doc`s it takes letters. Each `Doc` carries its
        letter in `doc._.letter`.

    Raises:
        OSError: there is no such folder or package, or the pipeline needs the extra `transformer`, which is
            not installed.

    """
    left_out = tuple(exclude)
    if model is None:
        return _load_shipped(left_out)
    path = _folder(model)
    try:
        loaded = LetterEnglish.from_config(
            load_config(path / "config.cfg"), meta=load_meta(path / "meta.json"), exclude=left_out
        )
    except ImportError as error:
        raise OSError(f"{model}: {error}") from error
    return loaded.from_disk(path, exclude=left_out)


def _folder(model: str | Path) -> Path:
    path = get_package_path(str(model)) if is_package(str(model)) else Path(model)
    if is_package(str(model)):
        meta = load_meta(path / "meta.json")
        path = path / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    if not (path / "config.cfg").is_file():
        raise OSError(
            f"{model}: no spaCy pipeline (no config.cfg, no such package)."
            " Give the folder of a trained pipeline or the name of an installed package."
        )
    return path


def model_folders(model: str | Path | None) -> list[Path]:
    """Give the folders that `load` reads a model from, one after the other.

    Raises:
        OSError: there is no such folder or package.

    """
    if model is not None:
        return [_folder(model)]
    return [folder for name in _SHIPPED if (folder := shipped(name))]
