"""What tells one model from another."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def fingerprint(model: str | Path | None) -> str:
    """Give the SHA-256 over the files of a model, as for `upheld.load`: 64 hexadecimal digits.

    Raises:
        OSError: there is no such model.

    """
    from upheld.components.language import model_folders

    digest = sha256()
    for number, folder in enumerate(model_folders(model)):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if "__pycache__" in path.parts:
                continue
            digest.update(f"{number}/{path.relative_to(folder).as_posix()}\n".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
