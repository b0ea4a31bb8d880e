"""Calls the script that speaks with the server, in the environment of its own that it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from upheld.annotating.errors import AnnotateError
from upheld.annotating.kinds import Kind, beside_corpus
from upheld.corpus.files import read_lines, write_lines

_SCRIPT = "doccano/exchange.py"
_MENDABLE = 3  # The exit status with which the script tells what a user can mend.


@dataclass(frozen=True, slots=True)
class Server:
    """A server, and who logs in there."""

    url: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of the letters that were pushed.

    `project` is the number of the project on the server, `is_new` whether it was made now. `uploaded` and `known`
    count letters, `labelled` those that got labels, `spans` these labels. `refused` has the id of each letter that
    the server did not take, with its reason.
    """

    project: int
    is_new: bool
    uploaded: int
    known: int
    labelled: int
    spans: int
    refused: Sequence[Mapping[str, str]]


def push(
    server: Server,
    name: str,
    kind: Kind,
    letters: Iterable[Mapping[str, Any]],
    annotators: Sequence[str] = (),
) -> Pushed:
    """Create or update a project and upload the letters that are not there yet.

    Args:
        server: where, and as whom.
        name: the name of the project.
        kind: what is annotated in it.
        letters: the records of `outgoing.to_record`.
        annotators: users of the server who become annotators of the project.

    Raises:
        AnnotateError: the server is not there, refuses, or has another project of that name.

    """
    project = {
        "name": name,
        "description": kind.description,
        "guideline": kind.read_guideline(),
        "labels": _labels(kind),
        "annotators": list(annotators),
    }
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_lines(folder / "letters.jsonl", letters)
        _call("push", folder, project, server)
        return Pushed(**json.loads((folder / "result.json").read_text(encoding="utf-8")))


def pull(server: Server, name: str, kind: Kind) -> list[dict[str, Any]]:
    """Give what each annotator did with each letter of a project, as records for `incoming.read_pulled`.

    Raises:
        AnnotateError: the server is not there or refuses, or there is no such project.

    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        _call("pull", folder, {"name": name, "labels": _labels(kind)}, server)
        return [record for _, record in read_lines(folder / "pulled.jsonl")]


def _labels(kind: Kind) -> list[dict[str, str]]:
    return [{"text": each.text, "color": each.color, "key": each.key} for each in kind.labels]


def _call(command: str, folder: Path, project: Mapping[str, Any], server: Server) -> None:
    (folder / "project.json").write_text(json.dumps(project), encoding="utf-8")
    script = str(beside_corpus(_SCRIPT))
    # The Python that runs this one is there: none has to be fetched.
    run = [_find_uv(), "run", "--quiet", "--python", sys.executable, "--script", script]
    done = subprocess.run(  # noqa: S603 - the program itself names what runs.
        [*run, command, str(folder)],
        env=_environment(server),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode == _MENDABLE:
        raise AnnotateError(done.stderr.strip())
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise AnnotateError(
            f"the client of the server failed ({last[0].strip()}): does uv reach a package index?"
        )


def _find_uv() -> str:
    try:
        from uv import find_uv_bin
    except ImportError:
        raise AnnotateError(
            "uv is not installed, which runs the client of the server: pip install 'upheld[annotate]'"
        ) from None
    return str(find_uv_bin())


def _environment(server: Server) -> dict[str, str]:
    environment = {
        **os.environ,
        "DOCCANO_URL": server.url,
        "DOCCANO_USER": server.user,
        "DOCCANO_PASSWORD": server.password,
        "UV_PYTHON_DOWNLOADS": "never",
    }
    if index := os.environ.get("PIP_INDEX_URL"):  # What pip was told holds for uv, too.
        environment.setdefault("UV_DEFAULT_INDEX", index)
    return environment
