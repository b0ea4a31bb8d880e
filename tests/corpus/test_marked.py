"""Letters annotated inline become documents."""

from __future__ import annotations

from pathlib import Path

import pytest

import upheld
from corpora import LETTER
from upheld.corpus.checking import check_document
from upheld.corpus.document import CorpusError
from upheld.corpus.marked import find_marked, read_marked, read_marked_folder


def write(folder: Path, content: str, name: str = "b01-01-knee.txt") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_marked_letter(tmp_path: Path) -> None:
    read = read_marked(write(tmp_path, LETTER))
    assert (read.id, read.family, read.author) == ("b01-01-knee", "imr-2014", tmp_path.name)
    assert read.letter["date_of_injury"] == "2013-04-05"
    assert read.letter["decision_date"] is None
    (item,) = read.items
    assert (item.text, item.decision) == ("MRI of the left knee", "upheld")
    words = {" ".join(read.text[s.start : s.end].split()): s.label for s in read.label}
    assert words["left knee pain"] == "DIAGNOSIS"
    assert words["12 sessions"] == "MEASUREMENT"
    assert check_document(read) == []
    assert read.extra == {"layout": "wrap+blank_lines", "hand": "terse"}
    assert read == read_marked(tmp_path / "b01-01-knee.txt")


def test_the_reader_reads_what_was_marked(tmp_path: Path) -> None:
    document = read_marked(write(tmp_path, LETTER))
    letter = upheld.read_text(document.text)
    assert [(i.text, i.decision) for i in letter.items] == [("MRI of the left knee", "upheld")]
    assert letter.family == document.family
    for name, value in document.letter.items():
        assert getattr(letter.header, name) == value


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no front", "does not begin with"),
        ("---\nfamily: imr-2014\ncolour: red\n---\nx", "unknown key in front: colour"),
        ("---\nfamily: imr-2099\n---\nx", "family must be one of"),
        ("---\nfamily: imr-2014\nlayout: upside\n---\nx", "unknown layout: upside"),
        ("---\n- a\n---\nx", "not 'key: value'"),
        ("---\na: [\n---\nx", "cannot be read"),
        (
            "---\nfamily: imr-2014\n---\na\n[[DIAGNOSIS|x ]]",
            "line 5: a mark is empty",
        ),
        ("---\nfamily: imr-2014\n---\n[[DIAGNOSIS|]]", "line 4: a mark is empty"),
        ("---\nfamily: imr-2014\n---\n[[DIAGNOSIS|x", "line 4: a mark is never closed"),
        ("---\nfamily: imr-2014\nhand: x\n---\na\nb [[DIAGNOSIS|x", "line 6: a mark is never"),
        ("---\nfamily: imr-2014\n---\na\nb [[DIAGNOSIS|x\n", "line 5: a mark is never closed"),
        ("---\r\nfamily: imr-2014\r\n---\r\na\r\nb ]] c\r\nd", "line 5: ']]' closes nothing"),
    ],
)
def test_what_is_wrong_is_named_with_the_file(tmp_path: Path, content: str, message: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(CorpusError, match=message) as caught:
        read_marked(path)
    assert str(path) in str(caught.value)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"---\nfamily: \xff\n---\n")
    with pytest.raises(CorpusError, match="not UTF-8"):
        read_marked(path)


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        write(tmp_path, LETTER, name)
    assert [document.id for document in read_marked_folder(tmp_path)] == ["a", "b", "c"]


def test_a_byte_order_mark_is_no_part_of_the_letter(tmp_path: Path) -> None:
    plain = read_marked(write(tmp_path, LETTER))
    (tmp_path / "b01-01-knee.txt").write_bytes(b"\xef\xbb\xbf" + LETTER.encode())
    assert read_marked(tmp_path / "b01-01-knee.txt") == plain


def test_letters_are_found_whatever_the_case_of_their_suffix(tmp_path: Path) -> None:
    (tmp_path / "d.txt").mkdir()
    letters = [write(tmp_path, LETTER, name) for name in ("a.txt", "b.TXT", "d.txt/c.txt")]
    others = [write(tmp_path, LETTER, name) for name in ("a.doc", "txt")]
    assert find_marked(tmp_path) == (letters, others)


@pytest.mark.parametrize(
    ("files", "place", "message"),
    [
        ([], "nowhere", "nowhere is no folder: give the folder"),
        (["a.txt"], "a.txt", "a.txt is no folder: give the folder"),
        ([], "", r"there is no letter \(.txt\) in it"),
        (["a.doc"], "", r"there is no letter \(.txt\) in it"),
        (["a.TXT", "a.txt"], "", "a.txt has the name of .*a.TXT, and the name is the id: rename"),
    ],
)
def test_folders_that_cannot_be_read(
    tmp_path: Path, files: list[str], place: str, message: str
) -> None:
    for name in files:
        write(tmp_path, LETTER, name)
    with pytest.raises(CorpusError, match=message):
        read_marked_folder(tmp_path / place)
