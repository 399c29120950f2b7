"""Which text belongs to a label of an office's form: 件　名, 委託業務名, （会場）. Knows no file format.

A label is matched whole, never by likeness: a box of a form that is not understood stays empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_GROUPS: tuple[tuple[str, ...], ...] = (
    ("件名", "標題", "表題", "題名", "題目", "案件名", "起案件名", "文書名", "タイトル"),
    ("本文", "内容", "文案", "案文", "案", "起案内容", "起案文", "伺い文", "伺文", "伺い", "伺", "処理案", "記載内容", "概要", "回答", "回答文", "回答案", "回答内容", "回答の内容"),
    ("業務名", "委託業務名", "業務の名称", "業務名称", "事業名", "委託名", "行事名", "会議の名称", "会議名", "名称"),
    ("履行場所", "業務場所", "納入場所", "場所", "会場", "開催場所", "実施場所"),
    ("履行期間", "契約期間", "委託期間", "業務期間", "実施期間", "賃貸借期間", "期間", "計画期間", "計画の期間", "日時", "開催日時", "開催日", "実施日"),
    ("所属", "担当課", "主管課", "起案課", "所管課", "課名", "課等名", "所属名", "担当"),
    ("宛名", "宛先", "あて先", "送付先", "宛て先"),
    ("名義", "発信者", "発信者名", "発信者名義", "差出人"),
    ("質問", "質問の内容", "質問内容", "御質問", "御質問の内容", "御意見", "御意見の内容", "ご質問", "ご質問の内容", "ご意見", "ご意見の内容", "意見の内容", "要望の内容"),
    ("目的", "趣旨", "目的及び趣旨", "目的及び適用範囲", "事業の目的", "業務の目的"),
    ("契約金額", "金額", "委託料"),
    ("消費税額", "うち消費税額", "うち消費税", "消費税及び地方消費税の額"),
    ("受注者", "契約の相手方", "契約相手方", "相手方", "受託者", "受注者名"),
    ("事業の内容", "業務内容", "事業内容", "実施内容", "内容", "業務の内容"),
    ("計画名", "計画の名称", "計画の名前", "計画名称"),
    ("スケジュール", "日程", "実施スケジュール", "事業スケジュール"),
    ("概算予算と財源", "予算", "概算予算", "予算額", "事業費", "概算事業費", "費用"),
    ("基本理念", "理念"),
    ("施策と取組", "施策", "取組", "施策の展開"),
    ("担当", "担当者", "連絡先", "問合せ先", "問い合わせ先"),
)  # fmt: skip
"""Names for the same thing in forms; within a group the first that has a text is taken."""
_NUMBER = re.compile(r"^(?:[0-9]{1,2}[.、]?(?=[^0-9])|\([0-9ア-ン]{1,2}\)|[①-⑳○◎●□■※・])+")
_ASIDE = re.compile(r"\([^()]*\)")
_STAMPS = re.compile(r"^(?:副?[市町村区]長|教育長|部長|次長|課長|課長補佐|補佐|係長|主査|主任|主事|合議|決裁|専決|供覧|参事)$")  # fmt: skip
_SEALED = ("担当", "担当者", "起案", "起案者", "主管課", "担当課", "課名")


def plain_label(text: str) -> str:
    """A label without spaces, line ends, its number and what ends it.

    >>> plain_label("１　件　　名：")
    '件名'
    """
    tight = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return _NUMBER.sub("", tight).rstrip(":").removesuffix("欄")


def name_for(label: str, values: Mapping[str, str]) -> str:
    """The name in ``values`` whose text belongs to ``label``, "" where none does."""
    known = {plain_label(name): name for name, value in values.items() if value.strip()}
    whole = plain_label(label)
    if not whole or len(whole) > 24:
        return ""
    shorter = _ASIDE.sub("", whole)
    inner = whole[1:-1] if whole.startswith("(") and whole.endswith(")") else ""
    for each in filter(None, (whole, shorter, inner)):
        if each in known:
            return known[each]
        for group in _GROUPS:
            if each in group:
                found = next((known[name] for name in group if name in known), "")
                if found:
                    return found
    return ""


def asks(text: str) -> bool:
    """Whether a line of a form asks for a decision (伺い): what is proposed stands in the room below it.

    >>> asks("（伺い）このことについて、次のとおり回答してよろしいか伺います。")
    True
    """
    tight = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return bool(re.search(r"(?:伺います|伺う|よろしいか|いかがでしょうか)。?$", tight)) and len(tight) <= 120


def is_stamp(label: str, row: Iterable[str]) -> bool:
    """Whether a label is that of a box for a seal, in a row of them (決裁欄): nothing is written there.

    >>> is_stamp("担当", ["部長", "課　長", "係長", "担当"])
    True
    """
    if plain_label(label) not in _SEALED:
        return False
    return any(_STAMPS.match(plain_label(each)) for each in row)
