"""Who signs for the office: the newest paper that names its head in that post. Knows nothing of what the draft is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from app.citation import make_citation
from app.library import Library
from app.retrieval import Choice, Evidence
from app.tasks.template import TaskTemplate
from app.text.names import find_names
from app.text.wording import pairs
from ingest.document import Viewer

HEAD = re.compile(r"(?P<city>[^\s　]{1,8})(?P<post>[市町村区]長)[ 　]+【要確認：(?P=post)の氏名】")
"""「みどり市長　【要確認：市長の氏名】」: whose name is looked for."""
_MOST = 60
_KINDS = ("契約書", "通知", "あいさつ文", "改正文", "条例", "規則", "広報", "記者発表", "ウェブページ")
_BLANK = "[ 　|]"


def with_signer(
    evidence: Sequence[Evidence],
    template: TaskTemplate,
    values: Mapping[str, str],
    *,
    library: Library,
    viewer: Viewer,
    choice: Choice,
) -> tuple[Evidence, ...]:
    """The evidence and, for a task with a ``signed`` section, the passage of the newest paper that names the head of the
    office with the post before the name."""
    asked = next((HEAD.search(one.text) for one in template.sections if one.by == "signed"), None)
    if asked is None:
        return tuple(evidence)
    post = f"{asked['city']}{asked['post']}"
    query = f"{post}　記名押印"
    looked = ((query, _KINDS[:1]), (query, _KINDS[1:]), (f"{asked['post']}に就任しました", _KINDS[1:]))
    found = [
        hit
        for words, kinds in looked
        for hit in library.search(words, viewer=viewer, k=_MOST, as_of=choice.as_of, kinds=kinds).hits
        if hit.document.issued and choice.allows(hit.passage) and holder(post, hit.passage.text)
    ]
    newest = max(found, key=lambda hit: hit.document.issued or date.min, default=None)
    if newest is None:
        return tuple(evidence)
    number = max((one.number for one in evidence), default=0) + 1
    citation = make_citation(number, newest.passage, newest.document, wanted=pairs(query))
    return (*evidence, Evidence(number, citation, newest.passage, newest.document, newest.passage.text))


def holder(post: str, text: str) -> str:
    """The name that a text has behind a post, as it is written there; "" where none stands.

    >>> holder("つづら町長", "令和8年7月6日　つづら町長　佐藤　一郎　　印"), holder("つづら町長", "つづら町長　様")
    ('佐藤　一郎', '')
    >>> holder("つづら町長", "6月14日に町長に就任した浜田恒夫です。")
    '浜田恒夫'
    """
    bare = post[-2:]  # 「6月14日に町長に就任した浜田恒夫です。」
    for match in re.finditer(
        rf"{re.escape(post)}{_BLANK}+|(?<!副){bare}に就任(?:いた)?し(?:まし)?た{_BLANK}*", text
    ):
        line = text[match.start() : match.start() + len(match[0]) + 16].partition("\n")[0]
        for start, end in find_names(line):
            if start == len(match[0]):
                return line[start:end]
    return ""
