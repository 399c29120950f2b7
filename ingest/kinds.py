"""What kind of document a file is when nobody has said: from its title and first lines. Knows nothing of formats."""

from __future__ import annotations

import re

from ingest.law.tree import is_law

OTHER = "文書"
BY_TITLE = (
    (r"施行規則$|規則$", "規則"),
    (r"条例$", "条例"),
    (r"規程$|訓令$", "規程"),
    (r"要綱$|要領$|指針$", "要綱"),
    (r"想定問答|答弁", "想定問答"),
    (r"議事録|会議録|議事要旨|会議概要", "会議録"),
    (r"あいさつ|挨拶|式辞|祝辞|告辞|弔辞", "あいさつ文"),
    (r"仕様書", "仕様書"),
    (r"契約書|覚書|協定書", "契約書"),
    (r"記者発表|プレスリリース|報道資料", "記者発表"),
    (r"広報", "広報"),
    (r"FAQ|よくある質問|Ｑ＆Ａ|Q&A|市民の声", "FAQ"),
    (r"マニュアル|手引|研修", "マニュアル"),
    (r"計画|方針|ビジョン", "計画"),
    (r"予算|決算", "予算"),
    (r"統計|推移|一覧表", "統計"),
    (r"報告", "報告"),
    (r"について[（(](?:通知|照会|回答|依頼|送付)[）)]|通知$|照会$|依頼$", "通知"),
    (r"^(?:Re:|Fwd:)|件名", "メール"),
)


def guess_kind(title: str, text: str) -> str:
    """The kind that the title says, else the one the text has the form of, else 「文書」."""
    for pattern, kind in BY_TITLE:
        if re.search(pattern, title.strip()):
            return kind
    if re.search(r"(?:法|法律|令|憲法)$", title.strip()) and is_law(text):
        return "法律"
    return "規程" if is_law(text) else OTHER
