"""A doccano server for tests, and people who work with it through its REST interface."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from samples import ROOT
from upheld.annotating.exchange import Server

SCRIPT = ROOT / "annotations" / "doccano" / "server.py"
PASSWORD = "only-for-tests-1"


@dataclass
class Person:
    """Somebody who is logged in, and does what the page does."""

    server: Server
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        """Log in."""
        self.session.trust_env = False
        self.call("post", "auth/login/", username=self.server.user, password=self.server.password)
        self.session.headers["X-CSRFToken"] = self.session.cookies["csrftoken"]

    def call(self, method: str, path: str, **values: Any) -> Any:
        """Call the interface with the values, which for `get` are parameters, and give what it answers."""
        how = {"params": values} if method == "get" else {"json": values}
        answer = self.session.request(method, f"{self.server.url}/v1/{path}", timeout=60, **how)
        assert answer.ok, f"{path}: {answer.status_code}: {answer.text[:300]}"
        return answer.json() if answer.content else None

    def project(self, name: str) -> int:
        """Give the number of a project."""
        found = self.call("get", "projects", limit=1000)["results"]
        (number,) = [int(project["id"]) for project in found if project["name"] == name]
        return number

    def letters(self, project: int) -> list[dict[str, Any]]:
        """Give the letters of a project."""
        return list(self.call("get", f"projects/{project}/examples", limit=1000)["results"])

    def mark(self, project: int, letter: dict[str, Any], words: str, label: str) -> None:
        """Mark the first occurrence of words in a letter, with the offsets that the page counts."""
        start = letter["text"].index(words)
        first = len(letter["text"][:start].encode("utf-16-le")) // 2
        self.mark_at(project, letter, first, first + len(words.encode("utf-16-le")) // 2, label)

    def mark_at(
        self, project: int, letter: dict[str, Any], start: int, end: int, label: str
    ) -> None:
        """Mark a stretch of a letter by the offsets of the page."""
        labels = self.call("get", f"projects/{project}/span-types")
        numbers = {each["text"]: each["id"] for each in labels}
        self.call(
            "post",
            f"projects/{project}/examples/{letter['id']}/spans",
            start_offset=start,
            end_offset=end,
            label=numbers[label],
        )

    def spans(self, project: int, letter: dict[str, Any]) -> list[dict[str, Any]]:
        """Give one's own spans of a letter."""
        return list(self.call("get", f"projects/{project}/examples/{letter['id']}/spans"))

    def comment(self, project: int, letter: dict[str, Any], text: str) -> None:
        """Comment on a letter."""
        self.call("post", f"projects/{project}/comments?example={letter['id']}", text=text)

    def confirm(self, project: int, letter: dict[str, Any]) -> None:
        """Confirm a letter."""
        self.call("post", f"projects/{project}/examples/{letter['id']}/states")


@contextmanager
def running(home: Path) -> Iterator[Server]:
    """Run a server with the users admin, alice and bob, and stop it at the end."""
    child = subprocess.Popen(
        [sys.executable, str(SCRIPT), "run", "--home", str(home), "--port", "0"],
        env=os.environ | {"DOCCANO_PASSWORD": PASSWORD, "DOCCANO_USER": "admin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert child.stdout is not None
    said: list[str] = []
    try:
        for line in child.stdout:
            said.append(line)
            if " is ready: " in line:
                break
        else:
            raise AssertionError("".join(said))
        server = Server(said[-1].split(" is ready: ")[1].split()[0], "admin", PASSWORD)
        admin = Person(server)
        for name in ("alice", "bob"):
            admin.call(
                "post", "users/create", username=name, password1=PASSWORD, password2=PASSWORD
            )
        yield server
    finally:
        child.send_signal(signal.SIGTERM)
        last = child.communicate(timeout=60)[0]
    assert child.returncode == 0
    assert "has stopped" in last
