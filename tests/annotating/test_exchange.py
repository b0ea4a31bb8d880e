"""What a user is told where the server is not there, is another program, or sends a bad archive."""

from __future__ import annotations

import io
import json
import re
import stat
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from upheld.annotating import exchange
from upheld.annotating.errors import AnnotateError
from upheld.annotating.exchange import Server, pull
from upheld.annotating.kinds import ENTITIES, beside_corpus
from upheld.cli import app

PROJECT = {
    "id": 1,
    "name": "p",
    "description": "d",
    "guideline": "g",
    "project_type": "SequenceLabeling",
    "collaborative_annotation": False,
    "tags": [],
}
LINE = b'{"id": 1, "text": "No pain.", "label": [[3, 7, "DIAGNOSIS"]], "Comments": []}\n'


def archive(name: str) -> bytes:
    """Make a zip archive with one file of that name; `link` makes a symbolic link."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        entry = zipfile.ZipInfo(name)
        if name == "link":
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, LINE)
    return held.getvalue()


@contextmanager
def answering(answers: dict[str, Any]) -> Iterator[str]:
    """Run a server that gives these answers, JSON or bytes, by a pattern of the path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self._answer()

        def _answer(self) -> None:
            for pattern, value in answers.items():
                if re.fullmatch(pattern, self.path):
                    data = value if isinstance(value, bytes) else json.dumps(value).encode()
                    self.send_response(200)
                    break
            else:
                data = b"<html>nothing here</html>"
                self.send_response(404)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def known(exported: bytes, **project: Any) -> dict[str, Any]:
    """Give the answers of a doccano server that has one project and exports these bytes."""
    return {
        r"/v1/auth/login/": {"key": "k"},
        r"/v1/me": {"id": 1, "username": "admin", "is_superuser": True, "is_staff": True},
        r"/v1/projects(\?.*)?": {
            "count": 1,
            "next": None,
            "previous": None,
            "results": [PROJECT | project],
        },
        r"/v1/projects/1/span-types": [],
        r"/v1/projects/1/download-format": [{"name": "JSONL", "example": "e"}],
        r"/v1/projects/1/download": {"task_id": "t"},
        r"/v1/tasks/status/t": {"ready": True, "result": None, "error": None},
        r"/v1/projects/1/members": [],
        r"/v1/projects/1/download\?taskId=t": exported,
    }


def pull_from(answers: dict[str, Any]) -> list[dict[str, Any]]:
    with answering(answers) as url:
        return pull(Server(url, "admin", "secret-1"), "p", ENTITIES)


def test_the_server_that_is_known_is_understood() -> None:
    (record,) = pull_from(known(archive("admin.jsonl")))
    assert (record["annotator"], record["label"]) == ("admin", [[3, 7, "DIAGNOSIS"]])
    assert record["confirmed"] is True


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (
            known(archive("../../outside.jsonl")),
            "'../../outside.jsonl', which is no plain NAME.jsonl",
        ),
        (known(archive("link")), "'link', which is no plain"),
        (known(b"no archive"), "is no zip archive"),
        (known(b"", project_type="DocumentClassification"), "of another type, DocumentClassif"),
        (known(b"", grapheme_mode=True), "counts graphemes"),
        (known(b"") | {r"/v1/me": {"name": "admin"}}, "its version is unknown"),
        (known(b"") | {r"/v1/projects(\?.*)?": {"items": []}}, "its version is unknown"),
        ({r"/v1/auth/login/": b"<html>", r"/v1/me": b"<html>"}, "its version is unknown"),
        ({}, "its version is unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_told_in_one_line(answers: dict[str, Any], reason: str) -> None:
    with pytest.raises(AnnotateError, match=re.escape(reason)) as told:
        pull_from(answers)
    assert "\n" not in str(told.value)
    assert "secret-1" not in str(told.value)


def test_an_export_that_does_not_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCCANO_TASK_SECONDS", "0")
    waiting = {r"/v1/tasks/status/t": {"ready": False, "result": None, "error": None}}
    with pytest.raises(AnnotateError, match="is the server's task queue running"):
        pull_from(known(b"") | waiting)


def test_the_password_is_asked_for_and_printed_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCCANO_PASSWORD", raising=False)
    arguments = ["annotate", "pull", "--project", "p", "--out", "p.jsonl"]
    arguments += ["--server", "http://127.0.0.1:9"]
    result = CliRunner().invoke(app, arguments, input="secret-1\n")
    assert result.exit_code == 1
    assert "Password of admin:" in result.stderr
    assert "no server answers" in result.stderr
    assert "secret-1" not in result.output
    assert CliRunner().invoke(app, [*arguments, "--server", "ftp://host"]).exit_code == 2


def test_no_server() -> None:
    with pytest.raises(AnnotateError, match=r"no server answers at http://127\.0\.0\.1:9: start"):
        pull(Server("http://127.0.0.1:9", "admin", "p"), "p", ENTITIES)


def test_without_uv_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "uv", None)
    with pytest.raises(AnnotateError, match="pip install"):
        pull(Server("http://127.0.0.1:9", "admin", "p"), "p", ENTITIES)


def test_a_client_that_does_not_run_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(exchange, "_find_uv", lambda: "false")
    with pytest.raises(AnnotateError, match="it said nothing"):
        pull(Server("http://127.0.0.1:9", "admin", "p"), "p", ENTITIES)


def test_a_password_is_in_no_representation() -> None:
    assert "secret" not in repr(Server("http://127.0.0.1", "admin", "secret"))


@pytest.mark.parametrize("name", ["guidelines.md", "doccano/items.md", "doccano/exchange.py"])
def test_what_the_program_needs_of_the_annotations_is_there(name: str) -> None:
    assert beside_corpus(name).is_file()
