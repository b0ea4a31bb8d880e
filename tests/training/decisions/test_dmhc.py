"""Reading files of determinations: columns by name, and errors that say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from determinations import DETERMINATIONS, HEADING, made_up, write_determinations
from upheld.decisions.dmhc import create_model
from upheld.decisions.errors import DecisionError
from upheld.training.decisions.dmhc import read_determinations

ROW = "MN1,2001,Heart,,Drugs, Cream ,Upheld Decision of Health Plan,Need,65+,F"


def written(tmp_path: Path, *lines: str, heading: str = ",".join(HEADING)) -> Path:
    path = tmp_path / "file.csv"
    path.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("narrative", [False, True])
def test_a_file_is_read_with_and_without_its_narrative(narrative: bool, tmp_path: Path) -> None:
    read = read_determinations(write_determinations(tmp_path / "a.csv", narrative=narrative))
    known, outcomes = made_up()
    assert read.known.astype(str).equals(known.astype(str))
    assert (read.outcomes == outcomes).all()


def test_columns_go_by_name_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    heading = ",".join(reversed(HEADING)) + ",More"
    row = ",".join(reversed(ROW.split(","))) + ",x"
    path = written(tmp_path, row, "", ",,", heading="\ufeff" + heading)
    (known,) = read_determinations(path).known.to_dict("records")
    assert known == {
        "diagnosis": "Heart",
        "diagnosis_sub": "",
        "treatment": "Drugs",
        "treatment_sub": "Cream",
        "type": "Need",
        "age": "65+",
        "sex": "F",
        "year": 2001,
    }


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([], "no determinations"),
        ([ROW, ROW], "row 3: column Reference ID: MN1 stands in row 2 already"),
        ([ROW.replace("2001", "01")], "row 2: column Report Year: '01' is no year"),
        ([ROW.replace("2001", "")], "row 2: column Report Year: '' is no year"),
        ([ROW.replace("Upheld", "Upset")], "row 2: column Determination: 'Upset Decision"),
        ([ROW, ROW.replace("MN1", "MN2") + ",x"], "row 3: 11 fields where the heading has 10"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    lines: list[str], complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(DecisionError) as told:
        read_determinations(written(tmp_path, *lines))
    assert str(told.value).startswith(f"{tmp_path / 'file.csv'}: {complaint}")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, heading=",".join(HEADING).replace("Report Year", "Year"))
    with pytest.raises(DecisionError, match="no column 'Report Year'; found: Reference ID, Year"):
        read_determinations(path)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b'a,"b'])
def test_what_is_no_such_file(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    with pytest.raises(DecisionError, match=r"file\.csv"):
        read_determinations(path)


@pytest.mark.skipif(not DETERMINATIONS.is_file(), reason="the determinations are not here")
def test_the_published_file() -> None:
    read = read_determinations(DETERMINATIONS)
    assert len(read.outcomes) == 14_407
    assert read.outcomes.sum() == 6_102
    chosen = read.where((read.years >= 2006) & (read.years <= 2008))
    before = chosen.where(chosen.years < 2008)
    after = chosen.where(chosen.years == 2008)
    said = create_model().fit(before.known, before.outcomes).predict_proba(after.known)[:, 1]
    assert said[after.outcomes == 1].mean() > said[after.outcomes == 0].mean() + 0.02
