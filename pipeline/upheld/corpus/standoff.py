"""Stand-off annotations: spans of a text that is kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from upheld.corpus import values
from upheld.corpus.document import CorpusError, Document, LabelledSpan, read_spans, text_hash

# Enough of a hash that no other text has it.
_HASH = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True)
class StandOff:
    """Annotations of a text that is kept elsewhere: its id, its hash, spans and their extent.

    `sha256` holds the first 16 to 64 hexadecimal digits of the text's hash. `annotator` names who
    marked the spans.
    """

    id: str
    sha256: str
    label: tuple[LabelledSpan, ...]
    annotator: str = ""
    extent: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the annotations as the plain values of one line; they hold no word of the text."""
        record: dict[str, Any] = {"id": self.id, "sha256": self.sha256}
        if self.annotator:
            record["annotator"] = self.annotator
        if self.extent is not None:
            record["extent"] = self.extent
        return record | {"label": [[s.start, s.end, s.label] for s in sorted(self.label)]}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> StandOff:
        """Build stand-off annotations from the values of one line; other keys are passed over.

        Raises:
            CorpusError: a key is missing or holds a value of another type.

        """
        try:
            sha256 = values.text(record["sha256"], "sha256")
            if not _HASH.fullmatch(sha256):
                raise values.WrongValueError(
                    "sha256 is not the first 16 to 64 hexadecimal digits, in small letters, of a hash"
                )
            return cls(
                id=values.name(record["id"], "id"),
                sha256=sha256,
                label=read_spans(record),
                annotator=values.optional(values.name, record.get("annotator"), "annotator") or "",
                extent=values.optional(values.integer, record.get("extent"), "extent"),
            )
        except KeyError as error:
            reason = f"the key {error} is missing"
        except values.WrongValueError as error:
            reason = str(error)
        raise CorpusError(f"no stand-off annotation: {reason}")

    def on(self, document: Document) -> Document:
        """Give a document with these annotations in place of its own.

        Raises:
            CorpusError: the document's text is not the one that was annotated.

        """
        if not document.sha256.startswith(self.sha256):
            raise CorpusError(
                f"{self.id}: the text has hash {document.sha256[:16]}, but {self.sha256[:16]} was"
                " annotated: use the text that was annotated"
            )
        return replace(document, label=self.label, extent=self.extent)


def with_text(annotations: StandOff, text: str, part: str) -> Document:
    """Make a document of stand-off annotations and their text.

    Raises:
        CorpusError: the text is not the one that was annotated.

    """
    bare = Document(
        id=annotations.id,
        text=text,
        label=(),
        part=part,
        case=annotations.id,
        author=annotations.annotator or "unknown",
        sha256=text_hash(text),
    )
    return annotations.on(bare)
