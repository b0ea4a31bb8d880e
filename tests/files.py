"""Files of letters made for tests: PDF, zip, and what goes wrong with them."""

from __future__ import annotations

import io
import zipfile

from fpdf import FPDF


def make_pdf(text: str, *, password: str | None = None, owner_only: bool = False) -> bytes:
    """Set a text as a PDF, one line for each of its lines; characters beyond Latin-1 become `?`."""
    pdf = FPDF(format="letter")
    if password:
        pdf.set_encryption(owner_password=password, user_password="" if owner_only else password)
    pdf.add_page()
    pdf.set_font("helvetica", size=9)
    for line in text.split("\n"):
        pdf.multi_cell(
            0, 4, line.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT"
        )
    return bytes(pdf.output())


def make_scan() -> bytes:
    """Make a PDF that has a page and no text."""
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50, style="F")
    return bytes(pdf.output())


def make_zip(members: dict[str, bytes]) -> bytes:
    """Make a zip archive of names and contents."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()
