"""The colours of labels, wherever spans are shown."""

from __future__ import annotations

LABEL_COLORS = {
    "TREATMENT": "#9fd3f5",
    "BODY_PART": "#d3c1f0",
    "MEASUREMENT": "#ffe27a",
    "DIAGNOSIS": "#f5b8b1",
}
