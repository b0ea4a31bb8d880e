"""The transformer network: the numbers of the pretrained encoder, in any company."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam

from upheld.components import LetterEnglish
from upheld.components.arithmetic import speed_up
from upheld.components.encoder import create_encoder
from upheld.components.recognizer import create_labeller

pytest.importorskip("torch")
pytest.importorskip("curated_transformers")
pytest.importorskip("safetensors")
pytest.importorskip("tokenizers")

from encoders import write_encoder
from upheld.training.pretrained import create_loader

SMALL = {"width": 8, "inner_width": 16, "depth": 2, "heads": 2, "word_pieces": 9, "positions": 12}


def make_nlp(folder: Path, **shape: int) -> LetterEnglish:
    nlp = LetterEnglish()
    tok2vec = {"@architectures": "upheld.Encoder.v1", **SMALL, **shape, "window": 4, "stride": 3}
    network = {"@architectures": "upheld.SequenceLabeller.v1", "tok2vec": tok2vec}
    nlp.add_pipe("upheld_recognizer", config={"model": network})
    create_loader(folder)(nlp)
    return nlp


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small pretrained encoder."""
    return write_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def nlp(folder: Path) -> LetterEnglish:
    """A pipeline whose recogniser has the pretrained encoder, and was never trained."""
    return make_nlp(folder)


def rows(nlp: LetterEnglish, texts: list[list[str]]) -> list[np.ndarray]:
    encoder = nlp.get_pipe("upheld_recognizer").model.get_ref("tok2vec")  # type: ignore[attr-defined]
    found: list[np.ndarray] = encoder.predict([Doc(nlp.vocab, words=words) for words in texts])
    return found


def test_the_numbers_are_those_of_the_same_encoder_in_numpy(
    nlp: LetterEnglish, folder: Path
) -> None:
    pytest.importorskip("scipy")
    from upheld.training.vectors import Teacher

    words = ["knee", "painful", "norco"]
    for word, row in zip(words, Teacher(folder).embed(words), strict=True):
        np.testing.assert_allclose(rows(nlp, [[word]])[0][0], row, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("words", [["knee"], ["knee", "pain"] * 4, ["\n"]])
def test_a_text_is_read_the_same_in_any_company(words: list[str], nlp: LetterEnglish) -> None:
    (alone,) = rows(nlp, [words])
    assert alone.shape == (len(words), 8)
    _, together, _ = rows(nlp, [["ankle"] * 3, words, ["norco", "\n", "pain"]])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_what_windows_share_gets_their_mean(nlp: LetterEnglish) -> None:
    words = ["knee", "ankle", "pain", "norco", "pain"]
    (whole,) = rows(nlp, [words])
    first, second = rows(nlp, [words[:4], words[3:]])
    expected = np.vstack([first[:3], (first[3:] + second[:1]) / 2, second[1:]])
    np.testing.assert_allclose(whole, expected, atol=1e-5)


def test_without_weights_it_says_what_to_do() -> None:
    network = create_encoder(**SMALL, window=10, stride=5)
    with pytest.raises(ValueError, match="--encoder"):
        network.predict([Doc(LetterEnglish().vocab, words=["knee"])])


def test_it_is_left_alone_by_what_makes_others_fast() -> None:
    network = create_labeller(create_encoder(**SMALL, window=10, stride=5))
    before = [node.ops for node in network.walk()]
    speed_up(network)
    assert [node.ops for node in network.walk()] == before


def test_it_learns_by_heart(tmp_path: Path) -> None:
    fix_random_seed(1)
    folder = write_encoder(tmp_path, size=32)
    nlp = make_nlp(folder, width=32, inner_width=64)
    before = weights(nlp)
    spans = {"norco pain knee": (0, 1, "TREATMENT"), "knee pain ankle": (0, 2, "DIAGNOSIS")}
    examples = [example(nlp, text, *span) for text, span in spans.items()]
    optimizer = Adam(0.01)
    nlp.initialize(lambda: examples, sgd=optimizer)
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    for text, span in spans.items():
        assert [(ent.start, ent.end, ent.label_) for ent in nlp(text).ents] == [span]
    changed = [name for name, values in weights(nlp).items() if (values != before[name]).any()]
    assert len(changed) == len(before)  # The encoder learnt, in all its layers.


def weights(nlp: LetterEnglish) -> dict[str, np.ndarray]:
    encoder = nlp.get_pipe("upheld_recognizer").model.get_ref("tok2vec")  # type: ignore[attr-defined]
    parameters = encoder.layers[0].shims[0]._model.named_parameters()
    return {name: values.detach().numpy().copy() for name, values in parameters}


def example(nlp: LetterEnglish, text: str, start: int, end: int, label: str) -> Example:
    doc = nlp.make_doc(text)
    gold = doc.copy()
    gold.set_ents([Span(gold, start, end, label=label)], default="outside")
    return Example(doc, gold)
