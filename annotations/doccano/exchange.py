# /// script
# requires-python = ">=3.9"
# dependencies = ["doccano-client==1.2.8", "urllib3<2"]
# ///
"""Carries letters to a doccano server and annotations back: `upheld annotate` runs it with `uv run`.

It is a script with an environment of its own, since doccano-client needs an older pydantic than spaCy does, and
speaks JSON files with the rest. `exchange.py push FOLDER` reads `project.json` and `letters.jsonl` there and writes
`result.json`; `exchange.py pull FOLDER` reads `project.json` and writes `pulled.jsonl`. Address, user and password
come from DOCCANO_URL, DOCCANO_USER and DOCCANO_PASSWORD. What a user can mend is one line on standard error, with
exit status 3.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from doccano_client.exceptions import DoccanoAPIError
from doccano_client.models.example import Example
from doccano_client.models.label import Span
from doccano_client.models.label_type import LabelType
from doccano_client.models.project import Project
from doccano_client.repositories.base import BaseRepository
from doccano_client.repositories.data_download import DataDownloadRepository
from doccano_client.repositories.example import ExampleRepository
from doccano_client.repositories.label import SpanRepository
from doccano_client.repositories.label_type import SpanTypeRepository
from doccano_client.repositories.member import MemberRepository
from doccano_client.repositories.project import ProjectRepository
from doccano_client.repositories.role import RoleRepository
from doccano_client.repositories.task_status import TaskStatusRepository
from doccano_client.repositories.user import UserRepository
from pydantic import ValidationError

KNOWN = "1.8.4"
TYPE = "SequenceLabeling"
MENDABLE = 3  # The exit status of what a user can mend.
_TIMEOUT = 60  # Seconds until an answer.
_TASK_SECONDS = int(os.environ.get("DOCCANO_TASK_SECONDS", "300"))
_LARGEST = 2_000_000_000  # Bytes of what an export unpacks to.
_PROJECT_KEYS = {"id", "name", "guideline", "project_type", "collaborative_annotation"}


class ExchangeError(Exception):
    """Something that a user can mend, told in one line."""


def main() -> int:
    """Push or pull, as the arguments say, and give the exit status."""
    command, folder = sys.argv[1], Path(sys.argv[2])
    url, user = os.environ["DOCCANO_URL"], os.environ["DOCCANO_USER"]
    try:
        server = log_in(url, user, os.environ["DOCCANO_PASSWORD"])
        wanted = json.loads((folder / "project.json").read_text(encoding="utf-8"))
        {"push": push, "pull": pull}[command](server, wanted, folder)
    except ExchangeError as error:
        problem = str(error)
    except DoccanoAPIError as error:
        problem = _refusal(error, url, user)
    except (requests.ConnectionError, requests.Timeout):
        problem = f"no server answers at {url}: start one (make doccano), or name its address with --server"
    except (requests.RequestException, ValidationError, KeyError, TypeError):
        problem = _unknown(url)
    else:
        return 0
    sys.stderr.write(f"{problem}\n")
    return MENDABLE


class Server(BaseRepository):
    """A server that must answer in time."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        if urlsplit(url).hostname in {"127.0.0.1", "::1", "localhost"}:
            self._session.trust_env = False  # No proxy leads to this machine.
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _InTime())


class _InTime(requests.adapters.HTTPAdapter):
    def send(self, *args: Any, **options: Any) -> requests.Response:
        options["timeout"] = options.get("timeout") or _TIMEOUT
        return super().send(*args, **options)


def log_in(url: str, user: str, password: str) -> Server:
    """Log in, and make sure that the server is the one that is known."""
    server = Server(url)
    try:
        server.login(user, password)
    except DoccanoAPIError as error:
        if error.response.status_code in (400, 401, 403):
            raise ExchangeError(
                f"{url} does not let {user} in: the password (DOCCANO_PASSWORD) or the name (--user) is wrong"
            ) from None
        raise ExchangeError(_unknown(url)) from None
    me = server.get("me").json()
    page = server.get("projects", params={"limit": 1}).json()
    if me.get("username") != user or not {"count", "next", "results"} <= page.keys():
        raise ExchangeError(_unknown(url))
    if any(not project.keys() >= _PROJECT_KEYS for project in page["results"]):
        raise ExchangeError(_unknown(url))
    return server


def _unknown(url: str) -> str:
    return (
        f"{url} does not answer as doccano {KNOWN} does, which this command is made for: its version is"
        f" unknown, or it is another program. Use doccano {KNOWN}."
    )


def _refusal(error: DoccanoAPIError, url: str, user: str) -> str:
    if error.response.status_code == 403:
        return f"{user} may not do that at {url}: be an administrator of the project, or ask one"
    if error.response.status_code == 404:
        return _unknown(url)
    return f"{url} refused a request ({error.response.status_code}): {error}"


def push(server: Server, wanted: dict[str, Any], folder: Path) -> None:
    """Create or update the project, and upload the letters that are not there yet."""
    project, is_new = _open_project(server, wanted)
    labels = _set_labels(server, project, wanted)
    _set_members(server, project, wanted["annotators"])
    known = {e.meta.get("sha256"): e for e in ExampleRepository(server).list(project.id)}
    counts = {"uploaded": 0, "known": 0, "labelled": 0, "spans": 0}
    refused = []
    for letter in _lines((folder / "letters.jsonl").read_bytes()):
        example = known.get(letter["meta"]["sha256"])
        counts["uploaded" if example is None else "known"] += 1
        if example is None:
            try:
                example = _upload(server, project, letter)
            except DoccanoAPIError as error:
                if error.response.status_code != 400:
                    raise
                counts["uploaded"] -= 1
                refused.append({"id": letter["id"], "reason": str(error)})
                continue
            known[letter["meta"]["sha256"]] = example
        added = _label(server, project, example, letter["spans"], labels)
        counts["labelled"] += added > 0
        counts["spans"] += added
    result = {"project": project.id, "is_new": is_new, "refused": refused, **counts}
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


def _open_project(server: Server, wanted: dict[str, Any]) -> tuple[Project, bool]:
    """Give the project of that name, made if need be, and whether it is new."""
    projects = ProjectRepository(server)
    found = _find(server, wanted["name"])
    about = {key: wanted[key] for key in ("description", "guideline")}
    if found is None:
        return projects.create(Project(name=wanted["name"], project_type=TYPE, **about)), True
    if found.guideline != wanted["guideline"]:
        projects.update(found.copy(update=about))
    return found, False


def _find(server: Server, name: str) -> Project | None:
    found = [project for project in ProjectRepository(server).list() if project.name == name]
    if len(found) > 1:
        raise ExchangeError(f"{len(found)} projects are named {name}: rename all but one of them")
    if found and found[0].project_type.value != TYPE:
        raise ExchangeError(
            f"the project {name} is of another type, {found[0].project_type.value}, and not {TYPE}:"
            " give another name with --project"
        )
    if found and found[0].grapheme_mode:
        raise ExchangeError(
            f"the project {name} counts graphemes, and offsets would not come back as they are: switch that"
            " off in its settings"
        )
    return found[0] if found else None


def _set_labels(server: Server, project: Project, wanted: dict[str, Any]) -> dict[str, int]:
    """Make the labels that are missing, mend the colours of the others, and give their numbers."""
    kinds = SpanTypeRepository(server)
    there = {kind.text: kind for kind in kinds.list(project.id)}
    _require_labels(wanted, there)
    for label in wanted["labels"]:
        kind = there.get(label["text"])
        if kind is None:
            new = LabelType(
                text=label["text"], suffix_key=label["key"], background_color=label["color"]
            )
            there[new.text] = kinds.create(project.id, new)
        elif kind.background_color != label["color"]:
            kinds.update(project.id, kind.copy(update={"background_color": label["color"]}))
    return {text: kind.id for text, kind in there.items()}


def _require_labels(wanted: dict[str, Any], there: dict[str, LabelType]) -> None:
    labels = {label["text"] for label in wanted["labels"]}
    if others := sorted(there.keys() - labels):
        raise ExchangeError(
            f"the project {wanted['name']} is of another kind: it has the label {others[0]}, which is none of"
            f" {', '.join(sorted(labels))}: give another name with --project, or the right --kind"
        )


def _set_members(server: Server, project: Project, annotators: list[str]) -> None:
    if not annotators:
        return
    users = {user.username: user.id for user in UserRepository(server).list()}
    roles = {role.name: role.id for role in RoleRepository(server).list()}
    members = MemberRepository(server)
    there = {member.username for member in members.list(project.id)}
    for name in annotators:
        if name not in users:
            raise ExchangeError(f"the server knows no user {name}: add one under /admin/ first")
        if name not in there:
            payload = {"user": users[name], "role": roles["annotator"]}
            server.post(f"projects/{project.id}/members", json=payload)


def _upload(server: Server, project: Project, letter: dict[str, Any]) -> Example:
    new = Example(text=letter["text"], meta=letter["meta"])
    example = ExampleRepository(server).create(project.id, new)
    if example.text != letter["text"]:
        ExampleRepository(server).delete(project.id, example)
        raise ExchangeError(f"the server changed the text of {letter['id']}: it was taken back")
    return example


def _label(
    server: Server, project: Project, example: Example, spans: list[Any], labels: dict[str, int]
) -> int:
    """Label a letter for the user that is logged in, and give the number of spans that were added.

    Where this was broken off it goes on; a letter that somebody has worked on, or confirmed, is left as it is.
    """
    if not spans or example.is_confirmed:
        return 0
    wanted = sorted((start, end, labels[label]) for start, end, label in spans)
    repository = SpanRepository(server)
    there = sorted(span.to_tuple() for span in repository.list(project.id, example.id))
    if there != wanted[: len(there)]:
        return 0
    for start, end, label in wanted[len(there) :]:
        span = Span(example=example.id, label=label, start_offset=start, end_offset=end)
        repository.create(project.id, span)
    return len(wanted) - len(there)


def pull(server: Server, wanted: dict[str, Any], folder: Path) -> None:
    """Write what each annotator did with each letter, a line each."""
    project = _find(server, wanted["name"])
    if project is None:
        raise ExchangeError(
            f"there is no project {wanted['name']} that the user may see: push letters to it first"
        )
    _require_labels(
        wanted, {kind.text: kind for kind in SpanTypeRepository(server).list(project.id)}
    )
    everything, confirmed = _export(server, project)
    by_example: dict[int, set[str]] = {}
    for annotator, rows in confirmed.items():
        for row in rows:
            by_example.setdefault(row["id"], set()).add(annotator)
    approvers = {
        member.username
        for member in MemberRepository(server).list(project.id)
        if member.rolename in {"annotation_approver", "project_admin"}
    }
    with (folder / "pulled.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for annotator, rows in sorted(everything.items()):
            for row in rows:
                by = by_example.get(row["id"], set())
                record = {
                    "annotator": annotator,
                    "text": row["text"],
                    "sha256": row.get("sha256"),
                    "upheld": row.get("upheld"),
                    "example": row["id"],
                    "label": row["label"],
                    "comments": row.get("Comments") or [],
                    "confirmed": annotator in by,
                    "approved_by": sorted((by & approvers) - {annotator}),
                }
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _export(server: Server, project: Project) -> list[dict[str, list[dict[str, Any]]]]:
    """Give the lines of each annotator's file of two exports: of all letters, and of those that were confirmed."""
    downloads = DataDownloadRepository(server)
    option = downloads.find_option_by_name(project.id, "JSONL")
    tasks = [downloads.schedule_download(project.id, option, only) for only in (False, True)]
    return [_unpacked(server, project, task) for task in tasks]


def _unpacked(server: Server, project: Project, task: str) -> dict[str, list[dict[str, Any]]]:
    deadline = time.monotonic() + _TASK_SECONDS
    while not TaskStatusRepository(server).get(task).ready:
        if time.monotonic() > deadline:
            raise ExchangeError(
                f"the export took more than {_TASK_SECONDS} seconds: is the server's task queue running (doccano task)?"
            )
        time.sleep(0.2)
    answer = server.get(f"projects/{project.id}/download", params={"taskId": task})
    return {Path(name).stem: list(_lines(data)) for name, data in unpack(answer.content)}


def unpack(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the files of an export; one with a path that leads elsewhere is refused.

    Raises:
        ExchangeError: a file is not a plain `NAME.jsonl`, or the archive is none or too large.

    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(archive))
    except zipfile.BadZipFile:
        raise ExchangeError("the server's export is no zip archive: look at its log") from None
    with opened:
        if sum(entry.file_size for entry in opened.infolist()) > _LARGEST:
            raise ExchangeError(
                f"the server's export unpacks to more than {_LARGEST} bytes: refused"
            )
        for entry in opened.infolist():
            name = entry.orig_filename
            if set(name) & set("/\\:\0") or name.startswith(".") or not name.endswith(".jsonl"):
                raise ExchangeError(
                    f"the server's export holds {name!r}, which is no plain NAME.jsonl: refused, as it may"
                    " lead out of its folder"
                )
            yield name, opened.read(entry)


def _lines(data: bytes) -> Iterator[dict[str, Any]]:
    for line in data.split(b"\n"):
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
