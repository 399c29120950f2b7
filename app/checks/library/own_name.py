"""The office's own name with another ending: 「霧原市長」 in 霧原町. Knows the titles of the library alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from app.library import Library
from app.result import Finding
from ingest.document import Viewer

_NAMED = re.compile(
    r"(?:^|(?<=[0-9０-９][年月日回次期])|(?<=[（「 　]))[一-龠々ぁ-んァ-ヶー]{1,5}?[市町村](?=[長 　立の]|議会|役場|役所|教育委員会|[一-龠々ぁ-んァ-ヶー]{2,30}(?:条例|規則|要綱))"
)
_LEAST, _MOST = 2, 0.5
"""Papers that have the name in their title, and their share of all papers that have a municipality's."""
_OTHER = "「{text}」とありますが、取り込んだ文書では「{own}」です。団体の名前を確かめてください。"


def misnamed_office(text: str, library: Library, viewer: Viewer) -> Iterator[Finding]:
    """A warning for each place where the name ends as another kind of municipality does, before what only an office has."""
    own = office_name(library, viewer, library.digest)
    if not own:
        return
    stem, end = own[:-1], own[-1]
    others = "".join(each for each in "市町村" if each != end)
    for match in re.finditer(
        rf"(?<![一-龠々旧]){re.escape(stem)}[{others}](?=[長役民議立内のはがを 　]|ホームページ|$)",
        text,
        re.M,
    ):
        told = _OTHER.format(text=match[0], own=own)
        yield Finding("fact.conflict", "warning", told, match.start(), match.end())


@lru_cache(maxsize=8)
def office_name(library: Library, viewer: Viewer, digest: str) -> str:
    """The municipality that most papers name, or ""."""
    del digest  # the library as it was then
    found = Counter(
        match[0] for each in library.documents(viewer) if (match := _NAMED.search(each.title)) is not None
    )
    name, times = found.most_common(1)[0] if found else ("", 0)
    return name if times >= _LEAST and times >= _MOST * sum(found.values()) else ""
