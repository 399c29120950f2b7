"""逐条解説 in the words of prompts/commentary.toml: for each 条 its sections, each a few lines. Knows no paper or page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.law.book import Article, Book, Told
from app.law.review import regulation_in
from ingest.document import Document, Viewer
from ingest.law.above import Ground, excesses, grounds, kind_of_rule
from ingest.law.commentary import Change, Cited, Commentary, Explained, Place
from ingest.law.effects import Effect
from ingest.law.front import own_number
from ingest.law.numbers import to_wareki
from ingest.law.reference import label_of
from ingest.law.resolution import find_links
from ingest.law.review import laid_over, unknown
from ingest.law.tree import LawTree
from ingest.lawdesk import LawDesk

_HEAD = re.compile(r"^(?:[（(][^（）()]{1,40}[）)] )?(?:第[^ ]{1,12}条(?:の[0-9]+)*|[0-9]{1,2}) ")
"""見出し and number of a provision that is quoted."""
SHORT = 70
"""Characters of another provision that are shown."""


class Commentator:
    """Tells what is known of the 条 of one text in the office's library, on ``day``, to one who may read what ``viewer`` may."""

    def __init__(self, words: Mapping[str, Any], desk: LawDesk, viewer: Viewer, day: date) -> None:
        self.words, self.desk, self.day = words, desk, day
        self.kinds, self.names = words["kinds"], words["sections"]
        self.readable = {each.id for each in desk.readable(viewer)}

    def of_document(self, document: Document, anchor: str = "") -> Book:
        """Of a revision in the library; ``anchor`` for one 条 alone."""
        regulations = self.desk.regulations()
        graph, tree = regulations.graph, regulations.tree(document.id)
        links = graph.look_up(document.id, self.day)
        known = graph.regulations[document.id]
        return self._book(document.title, Commentary(tree, links, graph, known, self.day), anchor)

    def of_text(self, tree: LawTree, anchor: str = "") -> Book:
        """Of a text that is not in the library."""
        return self._book(tree.title.lstrip("○◯ 　"), self.reading(tree), anchor)

    def reading(self, tree: LawTree) -> Commentary:
        """A text laid over the net of the library: what it cites, what it leaves to others."""
        regulations, title = self.desk.regulations(), tree.title.lstrip("○◯ 　")
        graph, names = regulations.graph, regulations.names
        known = regulation_in(self.desk, tree, self.day)
        links = find_links(tree.text, tree=tree, title=title, number=own_number(tree), names=names)
        checked = tuple(graph.checked(link, self.day) for link in links)
        place = known or unknown(tree, self.day)
        net = laid_over(graph, place, tree, checked)
        return Commentary(tree, checked, net, place, self.day, history=False)

    def above(self, tree: LawTree, wanted: Collection[str] | None = None) -> tuple[str, ...]:
        """The 上位法対応表 of a text (of the ``wanted`` 条 and 別表 alone), a line for each national provision that it cites."""
        reading, told = self.reading(tree), list[str]()
        absent: dict[str, list[str]] = {}
        for each in grounds(tree, reading.links, reading.graph, self.day):
            if wanted is not None and top_of(each.anchor) not in wanted:
                continue
            if each.state == "absent":
                absent.setdefault(each.law, []).append(f"{label_of(each.anchor)}の{each.words}")
            told += [f"{label_of(each.anchor)}：{line.text}" for line in self._grounds([each], absent=False)]
        told += [
            self.words["ground_absent"].format(words="、".join(dict.fromkeys(words)), law=law)
            for law, words in absent.items()
        ]
        told += [
            f"{label_of(each.anchor)}の「{each.words}」：{each.limit}"
            for each in excesses(tree, self.day)
            if wanted is None or top_of(each.anchor) in wanted
        ]
        return tuple(dict.fromkeys(told))

    def left(self, tree: LawTree, wanted: Collection[str] | None = None) -> tuple[str, ...]:
        """What a text (its ``wanted`` 条) leaves to rules, and what is there for it."""
        reading = self.reading(tree)
        rows = [
            reading.explain(node) for node in reading.articles() if wanted is None or node.anchor in wanted
        ]
        return tuple(f"{each.label}：{line.text}" for each in rows for line in self._left(each))

    def _book(self, title: str, commentary: Commentary, anchor: str) -> Book:
        rule = kind_of_rule(title)
        nodes = [node for node in commentary.articles() if anchor in ("", node.anchor)]
        rows = [(node, commentary.explain(node)) for node in nodes if not node.deleted]
        dated = commentary.history
        articles = tuple(
            Article(node.anchor, f"{each.label or '本則'}{f'（{each.caption}）' if each.caption else ''}", each.text.strip("\n"), tuple(self._sections(each, rule, dated)))
            for node, each in rows
        )  # fmt: skip
        lead = self.words["lead"].format(day=to_wareki(self.day))
        return Book(self.words["title"].format(title=title), lead, articles)

    def _sections(self, each: Explained, rule: str, dated: bool) -> Iterator[tuple[str, tuple[Told, ...]]]:
        changes = [Told(self._change(one)) for one in each.changes]
        if not changes and dated:
            changes = [Told(self.words["unchanged"])]
        found = {
            "meaning": list(self._meaning(each, rule)),
            "grounds": list(self._grounds(each.grounds)),
            "terms": [Told(self.words["term"].format(name=one.name, place=label_of(one.anchor)), "", one.anchor) for one in each.terms],
            "cites": list(self._cites(each)),
            "cited": [Told(self.words["cited"].format(place=f"{one.title}{one.label}", words=one.says), one.document, one.anchor) for one in each.cited_by if self._may(one) and (one.document or one.anchor[:1] not in "tf")],
            "left": list(self._left(each)),
            "changes": changes,
        }  # fmt: skip
        for name, lines in found.items():
            if lines:
                yield self.names[name], tuple(dict.fromkeys(lines))

    def _may(self, place: Place) -> bool:
        return not place.document or place.document in self.readable

    # ---- what it says

    def _meaning(self, each: Explained, rule: str) -> Iterator[Told]:
        if each.caption and not re.search("趣旨|目的|^定義$|^委任$", each.caption):
            yield Told(self.words["about"].format(caption=each.caption))
        several = len({one.anchor for one in each.effects}) > 1
        for one in each.effects:
            yield Told(self._effect(one, rule, several), "", one.anchor)

    def _effect(self, one: Effect, rule: str, several: bool) -> str:
        number = re.search(r"p([\d_]+)", one.anchor)
        place = f"第{number[1]}項" if several and number else ""
        place = f"{place}{one.part}は、" if place or one.part else ""
        kind = "is" if one.kind == "shall" and not one.who else one.kind
        what = self.kinds[kind].format(
            who=one.who if one.who.endswith("も") else f"{one.who}が" if one.who else "", rule=rule
        )
        when = re.sub(rf"^{re.escape(one.who)}(?:は|が|も)、", "", one.when) if one.who else one.when
        when = re.sub(r"(?:は|において(?:は)?|には)$", "", when)
        form = self.words["effect_when" if when else "effect"]
        told = str(form.format(place=place, what=what, when=when))
        told += self.words["quote"].format(words=_core(one))
        items = self.words["items"].format(count=one.items) if one.items else ""
        return f"{told}{items}"

    def _grounds(self, found: Sequence[Ground], *, absent: bool = True) -> Iterator[Told]:
        away: dict[str, list[str]] = {}
        for each in found:
            if each.state == "absent":
                away.setdefault(each.law, []).append(each.words)
            values = {
                "words": each.words,
                "law": each.law,
                "place": each.place,
                "says": _short(each.says),
                "reason": each.reason,
            }
            if each.state == "found":
                text = self.words["ground_found" if each.ground else "ground_cited"].format(**values)
                if each.leaves is False:
                    text += self.words["ground_silent"].format(**values)
            elif each.state == "dangling":
                text = self.words["ground_dangling"].format(**values)
            else:
                continue
            yield Told(text)
        for law, words in away.items() if absent else ():
            named = "、".join(dict.fromkeys(words))
            yield Told(self.words["ground_absent"].format(words=named, law=law))

    def _cites(self, each: Explained) -> Iterator[Told]:
        for one in each.cites:
            shown = [place for place in one.places if self._may(place)]
            if one.state in ("dangling", "unclear"):
                yield Told(self.words["cites_lost"].format(words=one.words))
            elif one.state == "outside":
                yield Told(self.words["cites_outside"].format(words=one.words))
            elif shown and not _inside(one, each.anchor):
                label = "、".join(f"{place.title}{place.label}" for place in shown)
                if shown[0].anchor[:1] in ("t", "f") or not shown[0].says:
                    yield Told(
                        self.words["cites_named"].format(words=one.words), shown[0].document, shown[0].anchor
                    )
                    continue
                says = self.words["quote"].format(words=_short(_HEAD.sub("", shown[0].says)))
                form = self.words["cites_same" if label == one.words else "cites"]
                text = form.format(words=one.words, place=label, says=says)
                yield Told(text, shown[0].document, shown[0].anchor)

    def _left(self, each: Explained) -> Iterator[Told]:
        for one in each.left:
            words = _short(
                re.sub(r"^(?:[(（]?[0-9０-９]+[)）]?|第[^\s　]+条(?:の[0-9]+)*)[ 　]+", "", one.words)
            )
            answers = [place for place in one.answers if self._may(place)]
            if not answers:
                yield Told(self.words["left_none"].format(words=words))
            for place in answers:
                says = self.words["quote"].format(words=_short(place.says)) if place.says else ""
                form = self.words["left" if place.anchor else "left_whole"]
                text = form.format(words=words, place=f"{place.title}{place.label}", says=says)
                yield Told(text, place.document, place.anchor)

    def _change(self, one: Change) -> str:
        if one.kind == "note":
            return str(self.words["change_note"].format(number=one.number))
        rows = [
            self.words["replaced" if old and new else "put_in" if new else "taken_out"].format(old=_short(old), new=_short(new))
            for old, new in one.words
        ]  # fmt: skip
        words = "、".join(rows) or self.words["reworded"]
        values = {"day": to_wareki(one.day) if one.day else "", "number": one.number or self.words["unknown"]}
        return str(self.words[f"change_{one.kind}"].format(**values, before=one.before, words=words))


def top_of(anchor: str) -> str:
    """The 条, 別表 or 附則 in which a place is: a3 of a3p2i1."""
    found = re.match(r"(?:s\d+)?[a-z]+[\d_]*", anchor)
    return found[0] if found else anchor


def _inside(one: Cited, anchor: str) -> bool:
    """Whether a reference stays within its own 条 (前項, 次の各号)."""
    return all(not place.document and re.match(rf"{anchor}(?![\d_])", place.anchor) for place in one.places)


def _core(one: Effect) -> str:
    """The words of a sentence behind whom and when."""
    words = re.sub(r"\s", "", one.words).removeprefix("ただし、")
    for lead in (one.when, one.who):
        at = words.find(f"{lead}、") if lead == one.when else words.find(lead)
        if lead and at >= 0 and at + len(lead) < len(words) - 8:
            words = re.sub(r"^(?:は|が|も|に|においては)?、", "", words[at + len(lead) :])
    return _short(words)


def _short(words: str) -> str:
    words = re.sub(r"[ 　]+", " ", words).strip()
    return words if len(words) <= SHORT else f"{words[: SHORT - 2]}……"
