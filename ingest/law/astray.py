"""References of an amended text whose words stayed while what they meant moved or went. Knows no other regulation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.law.link import Link
from ingest.law.reference import label_of
from ingest.law.tree import LawTree


def astray(
    new: LawTree, before: tuple[Link, ...], links: tuple[Link, ...], moved: Mapping[str, str]
) -> Iterator[tuple[Link, str]]:
    """References whose words stayed while what they meant moved: 「前条」 before an inserted 条, 「第5条」 that became 第6条."""
    rows: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        rows.setdefault((link.source, link.text), []).append(link)
    seen: dict[tuple[str, str], int] = {}
    for link in before:
        place = moved.get(link.source, "")
        count = seen[(link.source, link.text)] = seen.get((link.source, link.text), 0) + 1
        same = rows.get((place, link.text), [])
        if link.law or link.state != "found" or not place or len(same) < count or "各" in link.text:
            continue
        after = same[count - 1]
        wanted = tuple(moved.get(anchor, anchor) for anchor in link.anchors)
        if after.state != "found" or after.anchors == wanted:
            continue
        if not all(wanted):
            if told := _of_another(link, after, wanted, moved):
                yield after, told
            continue
        ends = (
            (wanted[0], after.anchors[0]),
            (wanted[-1], after.anchors[-1]),
        )  # of a range: 「第2条から第5条まで」
        apart = [(to, now) for to, now in ends if to != now]
        meant = "、".join(dict.fromkeys(label_of(to) for to, _ in apart))
        reads = "、".join(dict.fromkeys(label_of(now) for _, now in apart))
        if after.text.startswith("前") and new.text[: after.start].endswith("から"):
            continue  # 「第2条から前条まで」 takes in what was put before it
        followed = any(each.source == place and each.anchors == wanted for each in links)
        if (
            meant == reads or followed or not (meant and reads)
        ):  # of two with one number neither is pointed at
            continue
        message = f"{label_of(place) or '本文'}の「{link.text}」は、改正前に指していた規定（改正後の{meant}）ではなく、{reads}を指すようになります。"
        yield after, message


def _of_another(link: Link, after: Link, wanted: tuple[str, ...], moved: Mapping[str, str]) -> str:
    """What to say of words that named what is gone and now name a provision that was there before under another number."""
    gone = [anchor for anchor, now in zip(link.anchors, wanted, strict=True) if not now]
    taken = [anchor for anchor in after.anchors if anchor in moved.values() and moved.get(anchor) != anchor]
    others = [anchor for anchor in taken if anchor not in wanted]
    if not others and after.text.startswith("前") and after.anchors and after.anchors[0] not in wanted:
        others = [anchor for anchor in after.anchors[:1] if anchor in moved.values()]
    if not gone or not others:
        return ""
    meant, reads = ("、".join(dict.fromkeys(map(label_of, each))) for each in (gone, others))
    place = label_of(after.source) or "本文"
    return f"{place}の「{after.text}」が指していた改正前の{meant}はなくなり、このままでは改正後の{reads}（別の規定）を指します。"
