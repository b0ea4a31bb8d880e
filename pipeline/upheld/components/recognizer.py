"""The component `upheld_recognizer`: a trainable recogniser of entities that reads all tokens of a batch at once.

The network gives each token a score for each tag, a conditional random field on top finds the best sequence of
them. It stands in for spaCy's transition-based recogniser, which goes through the tokens one by one and takes as long
for that as for its network. It is trained, saved and used as any spaCy component.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.pipeline.trainable_pipe import TrainablePipe
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example, validate_get_examples
from spacy.training.batchers import minibatch_by_words
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Linear, Model, chain, with_array

from upheld.components.chain_field import Floats, Mask, Tags, decode, marginals, pad

Network = Model[list[Doc], list[Floats]]
_TOKENS = 1_000  # That the network reads at once: their numbers fit into the processor's cache.

DEFAULT_MODEL = {
    "@architectures": "upheld.SequenceLabeller.v1",
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    },
}


@registry.architectures("upheld.SequenceLabeller.v1")  # type: ignore[untyped-decorator]
def create_labeller(tok2vec: Network, nO: int | None = None) -> Network:  # noqa: N803 - thinc's name.
    """Create a network that scores the tags of tokens: shape `(tokens, tags)` for each `Doc`.

    Its node `field` holds the scores of one tag behind another, `between`, `(tags, tags)`.
    """
    output: Model[Any, Any] = Linear(nO)
    field: Model[Any, Any] = Model(
        "chain_field", _pass_on, init=_init_field, dims={"nO": nO}, params={"between": None}
    )
    network: Model[Any, Any] = chain(tok2vec, with_array(chain(output, field)))
    network.set_ref("tok2vec", tok2vec)
    network.set_ref("output", output)
    network.set_ref("field", field)
    return cast(Network, network)


def _pass_on(_: Model[Any, Any], scores: Any, is_train: bool) -> Any:  # noqa: ARG001 - thinc's form.
    return scores, lambda gradient: gradient


def _init_field(model: Model[Any, Any], **_: Any) -> None:
    number = model.get_dim("nO")
    model.set_param("between", model.ops.alloc2f(number, number))


@Language.factory(
    "upheld_recognizer",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"model": DEFAULT_MODEL},
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0},
)
def create_recognizer(nlp: Language, name: str, model: Network) -> Recognizer:
    """Create an untrained recogniser with that network."""
    return Recognizer(nlp.vocab, model, name)


class Recognizer(TrainablePipe):  # type: ignore[misc]
    """Sets `doc.ents`, all of them: those that stood there before are replaced."""

    def __init__(self, vocab: Vocab, model: Network, name: str = "upheld_recognizer") -> None:
        """Take a vocabulary, a network of `create_labeller` and the component's name in the pipeline."""
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, list[str]] = {"labels": []}
        self.scorer = get_ner_prf

    @property
    def labels(self) -> tuple[str, ...]:
        """Give the labels, in the order of their tags."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> tuple[str, ...]:
        """Give what `initialize` takes as `labels`."""
        return self.labels

    def add_label(self, label: str) -> int:
        """Add a label before training; give 1 if it is new, else 0."""
        if label in self.labels:
            return 0
        self._allow_extra_label()
        self.cfg["labels"].append(label)
        self.vocab.strings.add(label)
        return 1

    def predict(self, docs: Iterable[Doc]) -> list[npt.NDArray[np.intp]]:
        """Give the numbers of the tags of each `Doc`, shape `(tokens,)`."""
        scores = self._score(list(docs))
        read = [row for row in scores if len(row)]
        # Decoded together: it goes from token to token, through all of them at once.
        found = iter(decode(read, self._between, Tags.of(self.labels)) if read else ())
        return [next(found) if len(row) else np.empty(0, np.intp) for row in scores]

    def _score(self, docs: Sequence[Doc]) -> list[Floats]:
        """Score each `Doc`: `(tokens, tags)`, nothing for an empty one; those of a length are read together."""
        scores: list[Floats] = [np.empty(0)] * len(docs)
        read = [n for n, doc in enumerate(docs) if len(doc)]
        order = sorted(read, key=lambda n: len(docs[n]))
        for batch in minibatch_by_words(order, _TOKENS, get_length=lambda n: len(docs[n])):
            for n, row in zip(batch, self.model.predict([docs[n] for n in batch]), strict=True):
                scores[n] = self._to_numpy(row)
        return scores

    def doubt(self, docs: Iterable[Doc]) -> list[Floats]:
        """Say how unsure the recogniser is of the tag of each token: `(tokens,)` for each `Doc`, 0 to 1.

        It is one less the marginal probability of the likeliest tag.
        """
        return [self._doubt(row) if len(row) else np.empty(0) for row in self._score(list(docs))]

    def _doubt(self, row: Floats) -> Floats:
        padded, lengths = pad([row])
        every = np.ones(padded.shape, dtype=np.bool_)
        tags = marginals(padded, lengths, self._between, Tags.of(self.labels), every).tags[0]
        return np.asarray(1.0 - tags.max(axis=1))

    def _to_numpy(self, values: Any) -> Floats:
        return cast(Floats, cast(Any, self.model.ops).to_numpy(values))

    @property
    def _between(self) -> Floats:
        return self._to_numpy(self.model.get_ref("field").get_param("between"))

    def set_annotations(self, docs: Iterable[Doc], scores: Sequence[npt.NDArray[np.intp]]) -> None:
        """Set the entities of each `Doc` by the numbers of its tags."""
        names = Tags.of(self.labels).names
        for doc, numbers in zip(docs, scores, strict=True):
            doc.set_ents(_spans(doc, numbers, names), default="outside")

    def get_loss(
        self, examples: Iterable[Example], scores: list[Floats]
    ) -> tuple[float, list[Floats]]:
        """Give the negative logarithm of the gold tags' probability, summed, and its gradient by the scores.

        A token whose tag is not known may have any. The gradient of the field's own scores is added to it.
        """
        tags = Tags.of(self.labels)
        ops: Any = self.model.ops
        gold = [_allowed(example, tags) for example in examples]
        padded, lengths = pad(list(map(self._to_numpy, scores)))
        allowed, _ = pad(gold, fill=True)
        free = marginals(padded, lengths, self._between, tags, np.ones_like(allowed))
        held = marginals(padded, lengths, self._between, tags, allowed)
        steps = (free.steps - held.steps).astype("float32")
        self.model.get_ref("field").inc_grad("between", ops.asarray2f(steps))
        gradient = (free.tags - held.tags).astype("float32")
        rows: list[Floats] = [
            ops.asarray2f(row[:n]) for row, n in zip(gradient, lengths, strict=True)
        ]
        return float((free.log_total - held.log_total).sum()), rows

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Any = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch; see `TrainablePipe.update`. Empty texts are passed over."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        read = [example for example in examples if len(example.predicted)]
        return super().update(read, drop=drop, sgd=sgd, losses=losses) if read else losses

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,  # noqa: ARG002 - spaCy gives it.
        labels: list[str] | None = None,  # spaCy resolves this name itself.
    ) -> None:
        """Take the labels, those of the examples if none are given, and give the network its shape."""
        validate_get_examples(get_examples, "Recognizer.initialize")
        found = {ent.label_ for example in get_examples() for ent in example.reference.ents}
        for label in sorted(found) if labels is None else labels:
            self.add_label(label)
        self._require_labels()
        number = len(Tags.of(self.labels).names)
        for name in ("output", "field"):
            self.model.get_ref(name).set_dim("nO", number)
        sample = [example.x for example in islice(get_examples(), 10)]
        self.model.initialize(X=sample)

    def _allow_extra_label(self) -> None:
        if self.model.get_ref("field").has_dim("nO"):
            raise ValueError(f"{self.name} has its shape already: add labels before `initialize`")


def _allowed(example: Example, tags: Tags) -> Mask:
    """Say which tags each token may have: the gold one, or any where it is not known; `(tokens, tags)`."""
    gold = example.get_aligned_ner()
    numbers = {name: n for n, name in enumerate(tags.names)}
    known = np.array([numbers.get(tag or "", -1) for tag in gold])
    mask: Mask = (known[:, None] == np.arange(len(tags.names))) | (known[:, None] < 0)
    return mask


def _spans(doc: Doc, numbers: npt.NDArray[np.intp], names: Sequence[str]) -> list[Span]:
    spans, first = [], 0
    for at in np.flatnonzero(numbers):
        kind, _, label = names[numbers[at]].partition("-")
        if kind in "BU":
            first = int(at)
        if kind in "LU":
            spans.append(Span(doc, first, int(at) + 1, label=label))
    return spans
