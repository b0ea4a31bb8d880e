"""Sets up, starts and stops a doccano server on this machine: `make doccano`.

`setup` installs doccano into an environment of its own, since it needs older libraries than this project. `run`
starts the server on the loopback address, with SQLite under a home folder, says where it is and who may log in,
and stops it on Ctrl-C or SIGTERM. The password comes from DOCCANO_PASSWORD or a prompt.
"""

from __future__ import annotations

import argparse
import fcntl
import getpass
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
STATE = ROOT / ".doccano"
NEWEST_PYTHON = (3, 11)  # doccano 1.8.4 asks for one older than 3.12.
READY_SECONDS = 180

_PREPARE = """
import django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
call_command("create_roles", verbosity=0)
"""
_ADD_USER = """
import os, django
django.setup()
from django.contrib.auth import get_user_model
user, _ = get_user_model().objects.get_or_create(username=os.environ["DOCCANO_USER"])
user.is_staff = user.is_superuser = True
user.set_password(os.environ["DOCCANO_PASSWORD"])
user.save()
"""


class ServerError(RuntimeError):
    """The server cannot be set up or started: says why and what to do."""


def main() -> int:
    """Run the command that the arguments name, and give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="install doccano into .doccano/env")
    run_parser = commands.add_parser("run", help="start the server and wait until it is stopped")
    run_parser.add_argument("--home", type=Path, default=STATE / "home", help="folder of its data")
    run_parser.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    run_parser.add_argument("--user", default=os.environ.get("DOCCANO_USER", "admin"))
    given = parser.parse_args()
    try:
        python = set_up()
        if given.command == "run":
            run(python, home=given.home.resolve(), port=given.port, user=given.user)
    except ServerError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def set_up(folder: Path = STATE / "env") -> Path:
    """Install doccano into a folder, unless it is there already, and give its Python.

    Beside it comes an empty database, since making one takes half a minute.

    Raises:
        ServerError: there is no Python that is old enough, or the installation failed.

    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    python, stamp = folder / "bin" / "python", folder / ".installed"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    with (folder.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # Two test runs set up the same folder.
        if stamp.is_file() and stamp.read_text() == wanted:
            return python
        _say(f"Setting up doccano in {folder} (once, a minute or two)")
        _install(folder)
        database = folder / "empty.sqlite3"
        database.unlink(missing_ok=True)
        _call(python, ["-c", _PREPARE], _environment(python, database, folder / "media"))
        stamp.write_text(wanted)
    return python


def _install(folder: Path) -> None:
    from uv import find_uv_bin

    uv, quiet = find_uv_bin(), ["--quiet"]
    installed = ["--python", str(folder / "bin" / "python"), "--no-deps"]
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    steps = [
        [uv, "venv", *quiet, "--clear", "--python", str(_old_python()), str(folder)],
        [uv, "pip", "install", *quiet, *installed, "--requirements", str(REQUIREMENTS)],
    ]
    for step in steps:
        done = subprocess.run(step, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServerError(f"doccano could not be installed: {done.stderr.strip()}")


def _old_python() -> Path:
    """Find a Python that doccano runs on: this one, that of DOCCANO_PYTHON, or one on the path."""
    named = os.environ.get("DOCCANO_PYTHON")
    if named:
        return Path(named)
    if sys.version_info[:2] <= NEWEST_PYTHON:
        return Path(sys.executable)
    for minor in (11, 10, 9):
        if found := shutil.which(f"python3.{minor}"):
            return Path(found)
    raise ServerError(
        "doccano 1.8.4 needs Python 3.11 or older: name one with DOCCANO_PYTHON, or use its Docker image"
    )


def run(python: Path, *, home: Path, port: int, user: str) -> None:
    """Start the server, say where it is, and stop it when this process is told to stop.

    Raises:
        ServerError: the port is taken, or a part of the server ended by itself.

    """
    password = os.environ.get("DOCCANO_PASSWORD") or getpass.getpass(f"Password of {user}: ")
    port = _free_port(port)
    media, database = home / "media", home / "db.sqlite3"
    media.mkdir(parents=True, exist_ok=True)
    if not database.exists():
        shutil.copy(python.parents[1] / "empty.sqlite3", database)
    # Sessions end with the server: nobody who knows doccano's built-in key can make one.
    environment = _environment(python, database, media) | {"SECRET_KEY": secrets.token_urlsafe(48)}
    log_in = environment | {"DOCCANO_USER": user, "DOCCANO_PASSWORD": password}
    # doccano's own command listens on every address of the machine, this one on the loopback alone.
    web = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4", "config.wsgi"]
    task = ["-m", "celery", "--app", "config", "worker", "--pool", "solo", "--loglevel", "info"]
    task += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    with _stopping() as stopped, ExitStack() as parts:
        try:
            children = {
                name: parts.enter_context(
                    _child(python, command, environment, home / f"{name}.log")
                )
                for name, command in (("web", web), ("task", task))
            }
            _call(python, ["-c", _ADD_USER], log_in)
            _wait_until_ready(port, children, home)
            _say(f"doccano 1.8.4 is ready: http://127.0.0.1:{port} (user {user}). Ctrl-C stops it.")
            while not stopped:
                _require_alive(children, home)
                time.sleep(0.2)
        except KeyboardInterrupt:
            _say("")
    _say("doccano has stopped.")


def _environment(python: Path, database: Path, media: Path) -> dict[str, str]:
    # What listens to others need not know the password.
    held = {name: value for name, value in os.environ.items() if name != "DOCCANO_PASSWORD"}
    return held | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DEBUG": "False",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "MEDIA_ROOT": str(media),
        "PYTHONPATH": str(_backend(python)),
        "PYTHONWARNINGS": "ignore",
        "STANDALONE": "True",
    }


def _backend(python: Path) -> Path:
    (found,) = python.parents[1].glob("lib/python3.*/site-packages/backend")
    return found


def _call(python: Path, arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [str(python), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ServerError(f"doccano could not be prepared: {done.stderr.strip()[-500:]}")


@contextmanager
def _child(
    python: Path, arguments: list[str], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of the server, in a process group of its own, and stop it at the end."""
    with log.open("ab") as file:
        child = subprocess.Popen(
            [str(python), *arguments],
            env=environment,
            cwd=_backend(python),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


@contextmanager
def _stopping() -> Iterator[list[int]]:
    """Give a list that is filled when the process is told to stop."""
    asked: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        asked.append(number)
        if len(asked) == 1:  # Those that follow must not cut the stopping short.
            raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _free_port(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise ServerError(f"port {port} is taken: give another with --port") from None
        free: int = probe.getsockname()[1]
        return free


def _wait_until_ready(port: int, children: dict[str, subprocess.Popen[bytes]], home: Path) -> None:
    for _ in range(READY_SECONDS * 5):
        _require_alive(children, home)
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/me", timeout=60).close()
        except urllib.error.HTTPError:
            return  # It answers: nobody has logged in.
        except OSError:
            time.sleep(0.2)
    raise ServerError(f"doccano does not answer: see {home / 'web.log'}")


def _require_alive(children: dict[str, subprocess.Popen[bytes]], home: Path) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise ServerError(f"doccano ended by itself: see {home / f'{name}.log'}")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
