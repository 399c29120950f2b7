"""A paper of articles that means another of its own articles than it names, or whose article does not do what its caption
says: 「第4条の申請」 where 第5条 has the application. Knows no other law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from app.checks.subject import Checked, Subject
from app.result import Finding
from ingest.law.numbers import kanji_number
from ingest.law.tree import LawTree, Node, parse

_ACTS = {
    "申請": "申請",
    "届出": "届出|届け出",
    "申出": "申出|申し出",
    "申込み": "申込み|申し込",
    "請求": "請求",
    "報告": "報告",
    "承認": "承認",
    "認定": "認定",
    "登録": "登録",
    "委嘱": "委嘱",
    "検査": "検査",
    "届": "届",
}
"""What an article may ask for or do, and how its text may say so."""
_MEANT = re.compile(
    r"(?P<place>(?:第(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4})条|(?P<last>前条))(?:第[0-9０-９一二三四五六七八九十]+項)?)"
    rf"(?:の規定による|に規定する|の)(?P<act>{'|'.join(_ACTS)})(?![一-龠]*[者書日類])"
)
_OTHER_LAW = re.compile(
    r"(?:法|令|条例|規則|要綱|要領|規程|同|契約|約款|[」）)])(?:附則|の)?[ 　]*$|(?:第[0-9０-９]+条|及び|又は|から)、?[ 　]*$"
)
_FORBIDS = re.compile(r"の禁止$|^禁止|不還付|不返還")
_AFFIRMS = re.compile(r"(?:(?:する|させる|行う)ことができる|(?:返還|還付)する)(?:ものとする)?。$")
_BUT_FOR = re.compile(
    r"限り|場合(?:は|に|を)|とき(?:は|に)|(?:承諾|承認|許可|同意)を(?:得て|得た|受けて|受けた)"
)
_AMENDS = re.compile(r"に改め|を加え|を次のように|を削る|一部を改正")
_LEAST, _LONGEST = 3, 60_000
_TOLD = "「{words}」とありますが、この文書の{place}に「{act}」はなく、{other}にあります。条番号を確かめてください。"
_TURNED = (
    "見出しは「{caption}」ですが、「{words}」と書かれています。できる、できないのどちらかを確かめてください。"
)


def check_misdirected(subject: Subject) -> Checked:
    """A warning fact.within for each article that is named for what another one has, or that allows what its caption forbids."""
    text = subject.text
    if len(text) > _LONGEST or not re.search(r"^[ 　#]*第.{1,4}条", text, re.M) or _AMENDS.search(text):
        return Checked(text)
    tree = parse(text)
    if len(tree.articles()) < _LEAST:
        return Checked(text)
    found = [*_meant(tree), *_turned(tree)]
    return Checked(text, (), tuple(sorted(found, key=lambda one: one.start)))


def _meant(tree: LawTree) -> Iterator[Finding]:
    articles = tree.articles()
    for at, article in enumerate(articles):
        for match in _MEANT.finditer(tree.text, article.start, article.end):
            before = tree.text[max(0, match.start() - 12) : match.start()]
            target = _target(match, articles, at)
            if target is None or target is article or _OTHER_LAW.search(before):
                continue
            act = re.compile(_ACTS[match["act"]])
            if act.search(tree.text_of(target)):
                continue
            others = [
                each
                for each in articles
                if each not in (article, target) and act.search(f"{each.caption}{_asks(tree, each)}")
            ]
            if len(others) == 1:
                told = _TOLD.format(
                    words=match[0], place=_name(target), act=match["act"], other=_name(others[0])
                )
                yield Finding("fact.within", "warning", told, match.start(), match.end())


def _asks(tree: LawTree, article: Node) -> str:
    """The words of an article without those that only point to another one."""
    return _MEANT.sub("", tree.text_of(article))


def _target(match: re.Match[str], articles: tuple[Node, ...], at: int) -> Node | None:
    if match["last"]:
        return articles[at - 1] if at else None
    number = str(kanji_number(normalize("NFKC", match["n"])))
    return next((each for each in articles if each.number == number and not each.deleted), None)


def _turned(tree: LawTree) -> Iterator[Finding]:
    """「（転貸の禁止）」 above 「転貸することができる。」."""
    for article in tree.articles():
        if not _FORBIDS.search(article.caption):
            continue
        first = re.search(r"[^。]*。", tree.text_of(article))
        said = _AFFIRMS.search(first[0]) if first and not _BUT_FOR.search(first[0]) else None
        if first and said:
            start, words = article.start + first.start() + said.start(), said[0].rstrip("。")
            told = _TURNED.format(caption=article.caption, words=words)
            yield Finding("fact.within", "warning", told, start, start + len(words))


def _name(article: Node) -> str:
    number, _, branch = article.number.partition("_")
    caption = f"（{article.caption}）" if article.caption else ""
    return f"第{number}条{f'の{branch}' if branch else ''}{caption}"
