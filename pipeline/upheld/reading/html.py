"""Text of HTML pages, through inscriptis."""

from __future__ import annotations

from inscriptis import get_text
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError

from upheld.reading.decode import decode
from upheld.reading.errors import ReadingError

_OWN_PAGE = '<meta name="generator" content="upheld show">'


def extract_html(data: bytes, name: str) -> str:
    """Extract the text of an HTML page as a browser would set it, without links and pictures.

    Raises:
        ReadingError: the page cannot be parsed or holds no text.

    """
    markup = decode(data, name).lstrip("\ufeff \t\r\n")
    if _OWN_PAGE in markup[:2000]:
        raise ReadingError(name, "identify", "a page that `upheld show` wrote", "Name the letter.")
    if markup.startswith("<?xml"):
        markup = markup.partition("?>")[2]  # lxml refuses text that declares an encoding.
    try:
        text = str(get_text(markup, ParserConfig(display_images=False, display_links=False)))
    except (LxmlError, ValueError, RecursionError, TypeError, AttributeError) as error:
        raise ReadingError(
            name, "decode", f"HTML that cannot be parsed ({type(error).__name__})", "Save it again."
        ) from error
    if not text.strip():
        raise ReadingError(name, "decode", "HTML page without text", "Save the page again.")
    return text
