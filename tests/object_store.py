"""A real S3 server for tests (moto's), on this machine, in an environment of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow.fs as pafs
import pytest
import requests

from clusters import free_port
from samples import ROOT
from servers import NotInstallableError

REQUIREMENTS = ROOT / "tests" / "object_store.txt"
_SETTINGS = {
    "AWS_ACCESS_KEY_ID": "only-for-tests",
    "AWS_SECRET_ACCESS_KEY": "only-for-tests",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_READY = 120  # Seconds within which the server is installed and answers.


@contextmanager
def start_object_store() -> Iterator[pafs.S3FileSystem]:
    """Start the server, and let `s3://` mean it in this process; gives its files, which need no bucket made before.

    Raises:
        NotInstallableError: it does not start.

    """
    from uv import find_uv_bin

    port = free_port("127.0.0.1")
    command = [find_uv_bin(), "run", "--quiet", "--no-project", "--isolated"]
    command += ["--python", sys.executable, "--with-requirements", str(REQUIREMENTS)]
    command += ["moto_server", "--host", "127.0.0.1", "--port", str(port)]
    with (
        pytest.MonkeyPatch.context() as patch,
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as server,
    ):
        try:
            _wait_for(port, server)
            address = f"http://127.0.0.1:{port}"
            # The first answer takes long, and Arrow waits for none longer than three seconds.
            with requests.Session() as session:
                session.trust_env = False  # No proxy stands between.
                session.get(address, timeout=_READY)
            for name, value in _SETTINGS.items():
                patch.setenv(name, value)
            patch.setenv("AWS_ENDPOINT_URL", address)
            yield pafs.S3FileSystem(endpoint_override=address, allow_bucket_creation=True)
        finally:
            # It may have ended by itself, of which the error of waiting tells.
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _READY
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise NotInstallableError(f"no S3 server: {server.poll()}")


def put_folder(store: pafs.S3FileSystem, folder: Path, path: str) -> None:
    """Copy all files below a folder to a path, which starts with its bucket."""
    pafs.copy_files(
        str(folder), path, source_filesystem=pafs.LocalFileSystem(), destination_filesystem=store
    )


def get_folder(store: pafs.S3FileSystem, path: str) -> dict[str, bytes]:
    """Give the bytes of all files below a path by what stands behind it in their names."""
    found = store.get_file_info(pafs.FileSelector(path, recursive=True))
    return {
        info.path.removeprefix(f"{path}/"): store.open_input_stream(info.path).read()
        for info in sorted(found, key=lambda info: info.path)
        if info.type == pafs.FileType.File
    }
