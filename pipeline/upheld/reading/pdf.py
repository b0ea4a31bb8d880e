"""Text of PDF files, through pypdf."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from upheld.reading.errors import ReadingError

PAGE_BREAK = "\n\f"
"""What stands between the text of two pages."""

_logger = logging.getLogger("pypdf")


def extract_pdf(data: bytes, name: str) -> str:
    """Extract the text of a PDF, page by page.

    Raises:
        ReadingError: the file is damaged, locked by a password, or holds no text layer.

    """
    _logger.setLevel(logging.CRITICAL)  # Its warnings can quote what stands in the file.
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError(
                name, "decode", "PDF locked by a password", "Save it without a password."
            )
        pages = [page.extract_text() for page in reader.pages]
    except ReadingError:
        raise
    except RecursionError:
        raise _damaged(name, "nested too deeply") from None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        # pypdf meets damaged files with whatever error its parser runs into.
        raise _damaged(name, type(error).__name__) from error
    except (OSError, ArithmeticError, NotImplementedError, AssertionError) as error:
        raise _damaged(name, type(error).__name__) from error
    text = PAGE_BREAK.join(pages)
    if not text.strip():
        raise ReadingError(
            name,
            "decode",
            f"PDF of {len(pages)} pages without a text layer, probably scanned",
            "Run text recognition on it first, for example with ocrmypdf.",
        )
    return text


def _damaged(name: str, detail: str) -> ReadingError:
    return ReadingError(
        name, "decode", f"damaged or truncated PDF ({detail})", "Fetch the file again."
    )
