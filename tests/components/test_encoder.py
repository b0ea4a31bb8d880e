"""The architecture of the transformer network says what is missing; what it does is tested beside `bert`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import upheld
from upheld.components.encoder import create_encoder

SMALL = {"width": 8, "inner_width": 16, "depth": 2, "heads": 2, "word_pieces": 9, "positions": 12}
CONFIG = """
[nlp]
lang = "en"
pipeline = ["upheld_entities"]

[components]

[components.upheld_entities]
factory = "upheld_entities"

[components.upheld_entities.model]
@architectures = "upheld.SequenceLabeller.v1"

[components.upheld_entities.model.tok2vec]
@architectures = "upheld.Encoder.v1"
"""


def test_without_the_extra_a_pipeline_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = SMALL | {"window": 10, "stride": 5}
    lines = [f"{name} = {value}" for name, value in settings.items()]
    (tmp_path / "config.cfg").write_text(CONFIG + "\n".join(lines))
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "small", "version": "0.0.1"}')
    with monkeypatch.context() as patch:  # Others look for torch when the test ends.
        patch.setitem(sys.modules, "torch", None)
        patch.delitem(sys.modules, "upheld.components.bert", raising=False)
        with pytest.raises(
            OSError, match=r"needs torch: pip install 'upheld\[transformer\]'"
        ) as raised:
            upheld.load(tmp_path)
    assert str(tmp_path) in str(raised.value)


@pytest.mark.parametrize(("window", "stride"), [(11, 5), (10, 11), (10, 0)])
def test_windows_that_do_not_fit_are_an_error(window: int, stride: int) -> None:
    with pytest.raises(ValueError, match="a window of 10 word pieces at most"):
        create_encoder(**SMALL, window=window, stride=stride)
