"""A real Ray cluster of two nodes on this machine, on the loopback interface alone."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = str(Path(__file__).parent)
# Addresses of the loopback interface that Ray does not take for names of this machine's place in the network.
HOSTS = ("127.0.0.2", "127.0.0.3")
_SMALL = ["--num-cpus=1", f"--object-store-memory={80 * 2**20}"]


def free_port(host: str = HOSTS[0]) -> int:
    """Give a port that nothing listens on."""
    with socket.create_server((host, 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


_SETTINGS = {
    "PYTHONPATH": TESTS,
    "RAY_AUTH_MODE": "token",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_health_check_period_ms": "500",
    "RAY_health_check_failure_threshold": "3",
}


@dataclass
class Cluster:
    """A head and another node, each with one processor."""

    address: str
    nodes: list[subprocess.Popen[bytes]]

    def kill_a_node(self) -> None:
        """End the second node, all of it at once, as a machine that loses its power."""
        _kill(self.nodes.pop())


def _start(folder: Path, host: str, *options: str) -> subprocess.Popen[bytes]:
    log = (folder / f"node{time.monotonic_ns()}.log").open("wb")
    command = [str(Path(sys.executable).parent / "ray"), "start", "--block", *_SMALL]
    command += [f"--node-ip-address={host}", *options]
    return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)


def _kill(node: subprocess.Popen[bytes]) -> None:
    """End a node and all that it started: they are in one session."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "-s", str(node.pid)], capture_output=True, text=True
    )
    for pid in {node.pid, *map(int, listed.stdout.split())}:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    node.wait()


@contextmanager
def start_cluster(folder: Path) -> Iterator[Cluster]:
    """Start a cluster and wait until both of its nodes are there."""
    address = f"{HOSTS[0]}:{free_port()}"
    # Apart from clusters of others, and a short path: the names of sockets lie below it.
    kept = tempfile.mkdtemp(prefix="ray", dir="/tmp")
    nodes: list[subprocess.Popen[bytes]] = []
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _SETTINGS.items():
            patch.setenv(name, value)
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(16))
        try:
            head = [f"--port={address.partition(':')[2]}", "--head", "--include-dashboard=false"]
            head.append(f"--temp-dir={kept}")
            nodes.append(_start(folder, HOSTS[0], *head))
            _wait_for(address, 1)
            nodes.append(_start(folder, HOSTS[1], f"--address={address}"))
            _wait_for(address, 2)
            yield Cluster(address, nodes)
        finally:
            for node in nodes:
                _kill(node)
            shutil.rmtree(kept, ignore_errors=True)


def _wait_for(address: str, nodes: int) -> None:
    """Wait until so many nodes are there."""
    code = (
        f"import ray, time; ray.init(address={address!r}, logging_level='ERROR', log_to_driver=False)\n"
        f"while sum(node['Alive'] for node in ray.nodes()) < {nodes}: time.sleep(0.1)"
    )
    until = time.monotonic() + 120
    while time.monotonic() < until:
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120)
        if run.returncode == 0:
            return
    raise TimeoutError(f"no Ray cluster at {address}: {run.stderr[-500:]!r}")
