"""The reflowed view of a text and the map of its offsets back to the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReflowedText:
    """A text with its broken lines mended, every character of it traceable to the source.

    The view is a sequence of *runs*, stretches copied from the source without change, with
    joiners (a space, one or two line feeds, or nothing) between them. Run `i` is
    `text[view_starts[i] : view_starts[i] + lengths[i]]`, which equals the source from
    `source_starts[i]` on. All three lists have one entry a run and rise strictly.
    """

    text: str
    view_starts: list[int]
    source_starts: list[int]
    lengths: list[int]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Map the span `[start, end)` of the view to one of the source.

        White space at the edges of the span is left out first, so the source span starts and
        ends with a character of the text. A span of white space alone gives an empty span.

        Raises:
            ValueError: the span does not lie in the view.

        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(
                f"span [{start}, {end}) is not in a view of {len(self.text)} characters"
            )
        start, end = trim(self.text, start, end)
        if start == end:
            point = self._character(start) if start < len(self.text) else self.source_end
            return point, point
        return self._character(start), self._character(end - 1) + 1

    @property
    def source_end(self) -> int:
        """Offset in the source behind the last character that the view holds."""
        return self.source_starts[-1] + self.lengths[-1] if self.lengths else 0

    def to_view(self, offset: int) -> int:
        """Map a source offset to the view; one that the view left out goes to the next run."""
        run = bisect_right(self.source_starts, offset) - 1
        if run < 0:
            return 0
        inside = offset - self.source_starts[run]
        if inside <= self.lengths[run]:
            return self.view_starts[run] + inside
        return self.view_starts[run + 1] if run + 1 < len(self.view_starts) else len(self.text)

    def field(self, start: int, end: int) -> str:
        """Give the words of a view span as a text field: white space collapsed, nothing added.

        Spaces that the view put in where the source has none are taken out again: a field
        holds the letter's own words.
        """
        start, end = trim(self.text, start, end)
        pieces: list[str] = []
        position = start
        for run in range(max(0, self._run(start)), len(self.view_starts)):
            run_end = self.view_starts[run] + self.lengths[run]
            if run_end >= end:
                break
            following = run + 1
            glued = self.source_starts[run] + self.lengths[run] == self.source_starts[following]
            if glued and run_end >= position:
                pieces.append(self.text[position:run_end])
                position = self.view_starts[following]
        pieces.append(self.text[position:end])
        return " ".join("".join(pieces).split())

    def _run(self, position: int) -> int:
        return bisect_right(self.view_starts, position) - 1

    def _character(self, position: int) -> int:
        run = max(0, self._run(position))
        if not self.lengths:
            return 0
        inside = min(position - self.view_starts[run], self.lengths[run])
        return self.source_starts[run] + max(0, inside)


@dataclass(slots=True)
class ViewBuilder:
    """Collects runs and joiners in the order of the source."""

    source: str
    pieces: list[str] = field(default_factory=list)
    view_starts: list[int] = field(default_factory=list)
    source_starts: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    length: int = 0

    def copy(self, start: int, end: int) -> None:
        """Add the source from `start` to `end`, which must not be empty."""
        self.view_starts.append(self.length)
        self.source_starts.append(start)
        self.lengths.append(end - start)
        self.pieces.append(self.source[start:end])
        self.length += end - start

    def join(self, joiner: str) -> None:
        """Add a joiner, which stands for no character of the source."""
        self.pieces.append(joiner)
        self.length += len(joiner)

    def build(self) -> ReflowedText:
        """Give the finished view."""
        text = "".join(self.pieces)
        return ReflowedText(text, self.view_starts, self.source_starts, self.lengths)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the edges of `[start, end)` inwards past white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
