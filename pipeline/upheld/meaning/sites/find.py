"""The site of each mention: from its own words, those just in front of it, and the phrase behind it."""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.mentions import Mention
from upheld.meaning.sites import phrases
from upheld.meaning.sites.words import SPINAL, Said, find_side, read_words, regions_of
from upheld.meaning.values import Site

_REACH = (
    110  # Between a mention and the part of the body behind it: the longest chain of fixed words.
)
_GENERAL = 2
_MIDDLE = SPINAL | {
    "head",
    "brain",
    "chest",
    "abdomen",
}  # Parts that have no other on the other side.


def find_sites(text: str, mentions: Sequence[Mention]) -> list[Site]:
    """Give the site of each mention of a text, an empty one for measurements.

    Args:
        text: in paragraphs, parted by blank lines.
        mentions: in their order, none across another.

    """
    return _Reader(text, mentions).sites()


class _Reader:
    """Reads one text, from its end to its beginning, for a mention may share what stands behind the next one."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self.own = [self._own(mention) for mention in mentions]
        self.behind = [Said()] * len(mentions)

    def sites(self) -> list[Site]:
        found = [Site()] * len(self.mentions)
        for at in range(len(self.mentions) - 1, -1, -1):
            if self.mentions[at].label != "MEASUREMENT":
                self.behind[at] = self._behind(at) or self._shared(at)
                found[at] = _joined(self.own[at], self.behind[at])
        return self._sides_of_lists(found)

    def _own(self, mention: Mention) -> Said:
        """Read a mention's words, and a side that was left in front of them."""
        if mention.label == "MEASUREMENT":
            return Said()
        said = read_words(mention.words(self.text))
        if (
            mention.label == "TREATMENT"
            and said.regions
            and (
                said.regions[0] in ("psyche", "nerve")
                or (said.regions[0] == "vessel" and said.rank >= _GENERAL)
            )
        ):
            said = Said(side=said.side)
        if said.side is None and (
            side := phrases.SIDE_BEFORE.search(self.text, max(0, mention.start - 12), mention.start)
        ):
            return Said(said.regions, said.rank, said.levels, find_side(side[1]))
        return said

    def _behind(self, at: int) -> Said | None:
        """Read the phrase behind a mention: a preposition or a comma, and the parts of the body that follow."""
        mention = self.mentions[at]
        link = phrases.LINKS[mention.label]
        end, following = mention.end, at + 1
        side = self._side_behind(end)
        while mention.label != "BODY_PART" and self._is_measurement(following, end):
            end = self.mentions[following].end
            following += 1
            side = side or self._side_behind(end)
        parts: list[tuple[Mention, Said, str]] = []
        while following < len(self.mentions):
            part = self.mentions[following]
            if part.start - end > _REACH or part.label == "MEASUREMENT":
                break
            gap = self.text[end : part.start]
            joint = phrases.joint(gap, link, is_first=not parts)
            if part.label != "BODY_PART" and not (
                mention.label == "TREATMENT" and self._is_aim(part, gap, parts)
            ):
                break
            if joint is None:
                break
            parts.append((part, self._of_part(following), joint))
            end = part.end
            following += 1
            if part.label != "BODY_PART":
                break
        if parts:
            return self._joined_parts(parts, side or self._side_behind(end))
        return Said(side=side) if side else None

    def _is_aim(self, part: Mention, gap: str, parts: Sequence[object]) -> bool:
        """Whether a treatment is of a diagnosis or another treatment: *repair of a cuff tear*, *removal of a screw*."""
        is_of = not parts and gap.strip().lower().startswith("of")
        return is_of and (part.label == "TREATMENT" or read_words(part.words(self.text)).rank == 0)

    def _of_part(self, at: int) -> Said:
        """Read a part of the body; the phrase behind a general one tells where it is: *the nerve at the wrist*."""
        own, behind = self.own[at], self.behind[at]
        if own.regions and own.rank < _GENERAL and self.mentions[at].label == "BODY_PART":
            return own
        site = _joined(own, behind)
        return Said(site.regions, min(own.rank, behind.rank), site.levels, site.side)

    def _is_measurement(self, at: int, end: int) -> bool:
        return (
            at < len(self.mentions)
            and self.mentions[at].label == "MEASUREMENT"
            and bool(phrases.MEASUREMENT.fullmatch(self.text, end, self.mentions[at].start))
        )

    def _joined_parts(self, parts: Sequence[tuple[Mention, Said, str]], side: str | None) -> Said:
        # In `the thumb of both hands` the second part says which, not where.
        places = [said for _, said, joint in parts if joint != "of"] or [
            said for _, said, _ in parts
        ]
        if not any(said.regions for said in places):
            places = [said for _, said, _ in parts]
        levels = tuple(dict.fromkeys(level for _, said, _ in parts for level in said.levels))
        regions = tuple(dict.fromkeys(region for said in places for region in said.regions))
        if len(levels) == 2 and any(joint == "to" for _, _, joint in parts):
            levels = read_words(f"{levels[0]}-{levels[1]}").levels
            regions = regions_of(levels)
        sides = {said.side for _, said, _ in parts if said.side} | ({side} if side else set())
        if not sides and (between := find_side(self.text[parts[0][0].start : parts[-1][0].end])):
            sides = {between}
        joined = None if not sides else sides.pop() if len(sides) == 1 else "both"
        return Said(regions, min(said.rank for said in places), levels, joined)

    def _shared(self, at: int) -> Said:
        """Read what a mention shares with the next of its kind: *numbness and tingling in the hand*."""
        if at + 1 == len(self.mentions) or self.mentions[at + 1].label != self.mentions[at].label:
            return Said()
        gap = self.text[self.mentions[at].end : self.mentions[at + 1].start]
        behind = self.behind[at + 1]
        if not phrases.TOGETHER.fullmatch(gap) or self.own[at + 1].side:
            return Said()
        if self.mentions[at].label == "BODY_PART":
            return Said(side=behind.side)
        return Said() if self.own[at].regions or self.own[at + 1].regions else behind

    def _sides_of_lists(self, found: list[Site]) -> list[Site]:
        """Hand the side of the first part of a list on: *left deltoid and infraspinatus*."""
        for at in range(1, len(found)):
            before, part = self.mentions[at - 1], self.mentions[at]
            if (
                part.label == before.label == "BODY_PART"
                and self.own[at - 1].side
                and not found[at].side
                and _MIDDLE.isdisjoint(found[at].regions)
                and phrases.TOGETHER.fullmatch(self.text, before.end, part.start)
            ):
                found[at] = Site(found[at].regions, found[at].levels, found[at - 1].side)
        return found

    def _side_behind(self, end: int) -> str | None:
        found = phrases.SIDE_BEHIND.match(self.text, end, end + 60)
        if not found:
            return None
        return "both" if "sides" in found[0].lower() else find_side(found[0])


def _joined(own: Said, behind: Said) -> Site:
    """Put together what a span says and what stands behind it, which tells only what the span leaves open."""
    regions = own.regions
    if behind.regions and (
        not regions
        or (own.rank >= _GENERAL and regions != ("vessel",))
        or set(regions) < set(behind.regions)
    ):
        regions = behind.regions
    if "spine" in regions and not SPINAL.isdisjoint(set(regions) - {"spine"}):
        regions = tuple(region for region in regions if region != "spine")
    return Site(regions, own.levels or behind.levels, own.side or behind.side)
