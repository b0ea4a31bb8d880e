"""A letter as people look at it: a table in the terminal, a page in the browser."""

from __future__ import annotations

from upheld.display.page import render_page
from upheld.display.terminal import ItemTable, print_errors

__all__ = ["ItemTable", "print_errors", "render_page"]
