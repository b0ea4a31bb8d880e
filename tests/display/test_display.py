"""The page and the terminal table of a letter."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import html
from rich.console import Console

import upheld
from samples import SAMPLES, Sample, load_samples
from upheld.display import ItemTable, print_errors, render_page
from upheld.extraction import Entity, Extraction
from upheld.layout import lay_out
from upheld.meaning import Code, Meaning, Site
from upheld.reading import ReadingError, SourceText

HOSTILE = (
    "IMR ISSUES, DECISIONS AND RATIONALES\n\n<script>alert(1)</script> \"x\" 'y' & MRI{{7*7}}: Upheld\n\n"
    "Decision rationale: </span><img src=x onerror=alert(2)>\n"
)


@pytest.mark.parametrize("sample", load_samples(SAMPLES), ids=lambda sample: sample.id)
def test_the_page_shows_the_whole_letter(sample: Sample) -> None:
    letter = lay_out(SourceText(sample.id, sample.text))
    page = html.fromstring(render_page(letter))
    (text,) = page.xpath("//div[@class='text']")
    assert text.text_content() == letter.reflowed.text
    badges = [
        badge.text_content() for badge in page.xpath("//tbody//span[contains(@class, 'badge')]")
    ]
    assert badges == [item.decision for item in letter.items]
    for item in letter.items:
        (anchor,) = page.xpath(f"//span[@id='item-{item.number}']")
        assert item.text.startswith(" ".join(anchor.text_content().split())[:20])


def test_the_page_escapes_all_text_of_the_letter() -> None:
    source = render_page(lay_out(SourceText("<b>name</b>", HOSTILE)))
    page = html.fromstring(source)
    assert page.xpath("//script | //img | //b") == []
    assert "MRI{{7*7}}" in page.text_content()
    assert "<script>alert(1)</script>" in page.text_content()


def test_the_page_loads_nothing() -> None:
    page = html.fromstring(render_page(lay_out(SourceText("letter", HOSTILE))))
    assert page.xpath("//@src | //link | //iframe | //object") == []
    assert [link for link in page.xpath("//a/@href") if not link.startswith("#")] == []
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_entities_are_marked_in_their_place() -> None:
    letter = lay_out(SourceText("letter", HOSTILE))
    start = letter.text.index("MRI")
    entity = Entity(start, start + 3, "MRI", "TREATMENT", letter.section_at(start))
    assert entity.section == "item"
    page = html.fromstring(render_page(letter, [entity]))
    (mark,) = page.xpath("//div[@class='text']//span[contains(@class, 'e-treatment')]")
    assert mark.text_content() == "MRI"
    assert "item" in mark.get("class").split()


def test_the_page_tells_what_an_entity_means() -> None:
    letter = lay_out(SourceText("letter", HOSTILE))
    start = letter.text.index("MRI")
    meaning = Meaning(
        "denied", site=Site(("lower_back",), ("L4-L5",), "left"), code=Code("M54.5", "<b>Pain", 0.9)
    )
    entity = Entity(start, start + 3, "MRI", "DIAGNOSIS", "item", meaning)
    page = html.fromstring(render_page(letter, [entity]))
    (title,) = page.xpath("//span[contains(@class, 'e-diagnosis')]/@title")
    assert title == "DIAGNOSIS, denied, left lower back L4-L5, M54.5 <b>Pain"


def test_a_letter_without_items_has_a_page() -> None:
    page = render_page(lay_out(SourceText("letter", "no letter at all")))
    assert "No disputed item was found." in page


def test_the_table_shows_each_item_once(letter_path: Path) -> None:
    letter = upheld.read(letter_path)
    table, stream = ItemTable(), io.StringIO()
    table.add(Extraction(letter))
    table.add(ReadingError("x", "open", "gone", "Look."))
    table.print(Console(file=stream, width=100))
    shown = stream.getvalue()
    assert shown.count(letter_path.name) == 1
    assert sum(shown.count(decision) for decision in ("upheld", "overturned")) == len(letter.items)


def test_terminal_markup_in_a_letter_is_shown_as_it_is() -> None:
    letter = lay_out(
        SourceText("[red]x[/red]", "IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI [bold]: Upheld\n")
    )
    table, stream = ItemTable(), io.StringIO()
    table.add(Extraction(letter))
    table.print(Console(file=stream, width=100))
    print_errors([ReadingError("[red]y", "open", "gone", "Look.")], Console(file=stream, width=100))
    assert "MRI [bold]" in stream.getvalue()
    assert "error: [red]y: gone (open). Look." in stream.getvalue()


def test_escape_sequences_never_reach_the_terminal() -> None:
    letter = lay_out(
        SourceText("\x1b[2J.txt", "IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI \x1b[31m: Upheld\n")
    )
    table, stream = ItemTable(), io.StringIO()
    console = Console(file=stream, width=100, force_terminal=False)
    table.add(Extraction(letter))
    table.print(console)
    print_errors([ReadingError("\x1b]0;x\x07.txt", "open", "gone", "Look.")], console)
    assert "\x1b" not in stream.getvalue()
    assert "\x07" not in stream.getvalue()
    assert "MRI \ufffd[31m" in stream.getvalue()
