"""Executes notebooks in place and keeps what is the same in every run: `python notebooks/execute.py [NOTEBOOK...]`.

The notebooks read what the commands of the Makefile wrote; `make notebooks` runs those first.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

from upheld.plots.style import few_colors

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
FOLDER = Path(__file__).parent
_TIME_LIMIT = 600  # Seconds a cell.
_log = logging.getLogger(__name__)


class NotebookError(RuntimeError):
    """A notebook that says something on standard error: names the notebook and the cell."""


def execute(path: Path) -> NotebookNode:
    """Execute a notebook in a kernel of its own, in the folder of the notebook, and give it; nothing is written.

    Raises:
        CellExecutionError: a cell fails; the message has its code and its error.
        NotebookError: a cell warns.
        OSError: the file cannot be read.

    """
    notebook = nbformat.read(path, as_version=4)
    with TemporaryDirectory() as sockets:
        # Files in place of ports: nobody else on the machine listens, and kernels side by side do not collide.
        reached = {"transport": "ipc", "ip": str(Path(sockets, "kernel"))}
        NotebookClient(
            notebook,
            timeout=_TIME_LIMIT,
            kernel_name="python3",
            record_timing=False,
            resources={"metadata": {"path": str(path.parent.resolve())}},
            config=Config({"KernelManager": reached}),
        ).execute()
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise NotebookError(f"{path.name}: cell {number}: {output['text']}")
    return strip(notebook)


def strip(notebook: NotebookNode) -> NotebookNode:
    """Take out of a notebook what differs between machines and runs: versions, addresses, states of widgets."""
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
        for output in cell.get("outputs", []):
            output.pop("transient", None)
            if "metadata" in output:
                output.metadata = NotebookNode()
            data = output.get("data", {})
            if "text/plain" in data:
                data["text/plain"] = _ADDRESS.sub("", data["text/plain"])
            if "image/png" in data:
                data["image/png"] = _smaller(data["image/png"])
    return notebook


def _smaller(image: str) -> str:
    """Give a figure, a PNG in base64, with a palette of its colours: a third of the bytes, alike to the eye."""
    return b64encode(few_colors(b64decode(image))).decode("ascii")


def main(arguments: list[str]) -> int:
    """Execute the notebooks that are named, or all in the folder of this file, and write them back."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path)
    named = parser.parse_args(arguments).notebooks
    for path in named or sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(execute(path), path)
        _log.info("executed: %s", path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
