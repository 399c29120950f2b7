"""References of an amended text whose words stayed while what they meant moved or went. Knows no other regulation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from ingest.law.correspondence import Places
from ingest.law.link import Link
from ingest.law.reference import label_of
from ingest.law.rowed import row_label
from ingest.law.tree import LawTree

_OWN_EACH = re.compile("(?:次の|当該)?各|前各")
"""「次の各号」 is what stands below it."""


def astray(
    new: LawTree, before: tuple[Link, ...], links: tuple[Link, ...], moved: Places
) -> Iterator[tuple[Link, str]]:
    """References whose words stayed while what they meant moved: 「前条」 before an inserted 条, 「第5条」 that became 第6条."""
    was, now_there = set(moved), set(moved.values())
    before = tuple(_bare(link, was) for link in before)
    links = tuple(_bare(link, now_there) for link in links)
    rows: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        rows.setdefault((link.source, link.text), []).append(link)
    seen: dict[tuple[str, str], int] = {}
    for link in before:
        place = moved.get(link.source, "")
        count = seen[(link.source, link.text)] = seen.get((link.source, link.text), 0) + 1
        same = rows.get((place, link.text), [])
        if link.law or link.state != "found" or not place or len(same) < count or _OWN_EACH.match(link.text):
            continue
        after = same[count - 1]
        wanted = tuple(moved.get(anchor, anchor) for anchor in link.anchors)
        if link.rows and (told := _other_rows(link, after, moved)):
            yield after, told
        if after.state != "found" or after.anchors == wanted:
            continue
        if not all(wanted):
            if told := _of_another(link, after, wanted, moved):
                yield after, told
            continue
        meant, reads = _apart(wanted, after.anchors)
        if after.text.startswith("前") and new.text[: after.start].endswith("から"):
            continue  # 「第2条から前条まで」 takes in what was put before it
        followed = any(each.source == place and each.anchors == wanted for each in links)
        if (
            meant == reads or followed or not (meant and reads)
        ):  # of two with one number neither is pointed at
            continue
        message = f"{label_of(place) or '本文'}の「{link.text}」は、改正前に指していた規定（改正後の{meant}）ではなく、{reads}を指すようになります。"
        yield after, message


def _apart(wanted: Sequence[str], now: Sequence[str]) -> tuple[str, str]:
    """(what was meant, what is read now), by the ends of a range (「第2条から第5条まで」) where they differ."""
    apart = [(to, is_) for to, is_ in ((wanted[0], now[0]), (wanted[-1], now[-1])) if to != is_]
    meant, reads = ("、".join(dict.fromkeys(label_of(each[at]) for each in apart)) for at in (0, 1))
    return meant, reads


def _bare(link: Link, have: Set[str]) -> Link:
    """The link with n3 for 「第3」 where the 条 are called so."""
    if link.law or "n1" not in have:
        return link
    return replace(link, anchors=tuple(re.sub("^a", "n", anchor) for anchor in link.anchors))


def _other_rows(link: Link, after: Link, moved: Places) -> str:
    """What to say of a row of a 別表 whose number stayed while the row has another."""
    anchor = link.anchors[-1]
    if after.rows != link.rows:
        return ""
    rows = [(row, moved.rows[anchor, row]) for row in link.rows if moved.rows.get((anchor, row), row) != row]
    if not rows:
        return ""
    meant = "、".join(row_label(moved.get(anchor, anchor), to) for _, to in rows if to) or "（なくなります）"
    said = "、".join(row_label(anchor, row) for row, _ in rows)
    return f"{label_of(after.source) or '本文'}の「{after.text}」：改正前の{said}は、改正後は{meant}です。"


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
