"""What the script of the server says where it cannot start."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from doccano import SCRIPT
from upheld.annotating.exchange import Server


@pytest.fixture
def script() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("doccano_server", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_port_that_is_taken_is_told(doccano: Server, tmp_path: Path) -> None:
    port = doccano.url.rpartition(":")[2]
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "run", "--port", port, "--home", str(tmp_path)],
        env=os.environ | {"DOCCANO_PASSWORD": "any-words-1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (
        1,
        f"error: port {port} is taken: give another with --port\n",
    )


def test_the_server_listens_on_the_loopback_address_alone(doccano: Server) -> None:
    port = int(doccano.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10):
        pass
    with socket.socket() as other:  # Whoever listens on every address holds this one, too.
        other.bind(("127.0.0.2", port))


def test_a_python_that_is_too_new_is_told(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOCCANO_PYTHON", raising=False)
    monkeypatch.setattr(script, "NEWEST_PYTHON", (3, 8))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(script.ServerError, match=r"needs Python 3\.11 or older: name"):
        script._old_python()
    monkeypatch.setenv("DOCCANO_PYTHON", "/some/python3.10")
    assert script._old_python() == Path("/some/python3.10")


def test_what_cannot_be_installed_is_told(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong = tmp_path / "requirements.txt"
    wrong.write_text("./nothing-here\n", encoding="utf-8")
    monkeypatch.setattr(script, "REQUIREMENTS", wrong)
    with pytest.raises(script.ServerError, match="doccano could not be installed: "):
        script.set_up(tmp_path / "env")
    assert not (tmp_path / "env" / ".installed").exists()


def test_every_version_of_the_server_is_exact(script: ModuleType) -> None:
    lines = script.REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert "doccano==1.8.4" in pins
    assert all(line.count("==") == 1 and "/" not in line for line in pins)
