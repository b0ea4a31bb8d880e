"""What was measured of a model as one HTML file."""

from __future__ import annotations

from upheld.display.reports.render import ReportError, render_report

__all__ = ["ReportError", "render_report"]
