"""Numbers that stand for several items at once."""

from __future__ import annotations

import pytest

from upheld.layout.families.grouped import grouped_parts


@pytest.mark.parametrize(
    ("box", "parts"),
    [
        ("1 and 2. Both.\n\n3. Third.", ["Both.", "Both.", "Third."]),
        ("1. A.\n2, 3. B.\n4-5) C.", ["A.", "B.", "B.", "C.", "C."]),
        ("Items 2 and 3: B.\nItem 1: A.", ["A.", "B.", "B."]),
        ("1 through 3. All.", ["All."] * 3),
        ("1. A.\n2. B.", None),  # One number an item: no group.
        ("1 and 2. A.\n2. B.", None),  # 2 stands twice.
        ("1 and 2. A.\n4. B.", None),  # 3 is missing.
        ("After 1 and 2. weeks", None),
        ("No number.", None),
    ],
)
def test_grouped_parts(box: str, parts: list[str] | None) -> None:
    count = len(parts) if parts else 2
    found = grouped_parts(box, 0, len(box), count)
    assert (found and [box[start:end].strip() for start, end in found]) == parts
