"""A doccano server for tests, and people who work with it through its REST interface."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from samples import ROOT
from servers import NotInstallableError
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
def shared(folder: Path) -> Iterator[Server]:
    """Give a server with the users admin, alice and bob, which all processes that name the folder use at once.

    The first of them starts it, the last one stops it.
    """
    folder.mkdir(exist_ok=True)
    with _state(folder) as state:
        if not state.get("users"):
            state.update(_start(folder))
        state["users"] = state.get("users", 0) + 1
        server = Server(state["url"], "admin", PASSWORD)
    try:
        yield server
    finally:
        with _state(folder) as state:
            state["users"] -= 1
            if not state["users"]:
                os.kill(state["process"], signal.SIGTERM)
                _wait_for(folder / "log", "doccano has stopped.")


@contextmanager
def _state(folder: Path) -> Iterator[dict[str, Any]]:
    """Give what the processes know of the server, to one of them at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = folder / "state.json"
        state = json.loads(path.read_text()) if path.is_file() else {}
        yield state
        path.write_text(json.dumps(state))


def _start(folder: Path) -> dict[str, Any]:
    log = folder / "log"
    home = folder / "home"
    home.mkdir(exist_ok=True)
    with log.open("wb") as file:
        child = subprocess.Popen(
            [sys.executable, str(SCRIPT), "run", "--home", str(home), "--port", "0"],
            env=os.environ | {"DOCCANO_PASSWORD": PASSWORD, "DOCCANO_USER": "admin"},
            stdout=file,
            stderr=file,
        )
    said = _wait_for(log, " is ready: ")
    url = said.split(" is ready: ")[1].split()[0]
    admin = Person(Server(url, "admin", PASSWORD))
    there = {user["username"] for user in admin.call("get", "users")}
    for name in {"alice", "bob"} - there:
        admin.call("post", "users/create", username=name, password1=PASSWORD, password2=PASSWORD)
    return {"process": child.pid, "url": url}


def _wait_for(log: Path, words: str) -> str:
    """Wait until the server says these words, and give all that it said."""
    for _ in range(3000):
        said = log.read_text(encoding="utf-8")
        if words in said:
            return said
        if "error: doccano could not be installed" in said:
            raise NotInstallableError(said.strip()[-500:])
        if "error: " in said:
            break
        time.sleep(0.2)
    raise AssertionError(said)
