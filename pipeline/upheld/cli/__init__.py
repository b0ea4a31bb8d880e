"""The command line: one command a file, thin over the functions of the package."""

from __future__ import annotations

from upheld.cli.app import app, main

__all__ = ["app", "main"]
