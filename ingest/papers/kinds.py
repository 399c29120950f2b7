"""What kind of document a file is when nobody has said: title, folder, form of its first lines. Knows nothing of formats."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from ingest.law.tree import is_law

OTHER = "文書"
PAGE = "ウェブページ"
BILL = r"^議案(?:第\s*[0-9]+\s*号)?(?![0-9]*一覧)|(?:契約|協定|調停|和解)の(?:変更)?締結|(?:無償)?(?:譲渡|貸付)について$|(?:任命|選任|推薦)の同意|の(?:認定|廃止|変更)について$|専決処分"
"""What a municipality puts before its assembly and that is no regulation, budget or plan by its name."""
NOTICE = r"について[（(](?:通知|照会|回答|依頼|送付|案内|報告)[）)]"
BY_TITLE = (
    (NOTICE, "通知"),
    (r"[（(][^（()）]{0,6}伺い?[）)]$|伺い?書$|起案(?:文書?|書|用紙)", "起案文"),
    (r"新旧対照(?:条文|表)", "新旧対照表"),
    (r"施政方針|(?:市|町|村|区|都市)政(?:執行|運営)方針|所信表明|市政報告|町政報告|提案理由", "報告"),
    (r"一部を(?:次のように)?改正する(?:条例|規則|規程|要綱|要領|訓令|告示)", "改正文"),
    (r"施行規則$|規則$", "規則"),
    (r"条例$", "条例"),
    (r"規程$|訓令$", "規程"),
    (r"要綱$|要領$|指針$", "要綱"),
    (r"想定問答|答弁(?:書|案|要旨|資料)|答弁$", "想定問答"),
    (r"議事録|会議録|議事要旨|会議概要|会議結果|議事概要", "会議録"),
    (r"あいさつ|挨拶|式辞|祝辞|告辞|弔辞|訓示|答辞", "あいさつ文"),
    (r"仕様書", "仕様書"),
    (r"契約書|覚書|協定書", "契約書"),
    (r"記者発表|プレスリリース|報道(?:発表|資料)", "記者発表"),
    (r"企画書|企画案|事業提案", "企画書"),
    (r"広報|市報|町報|村報|区報|(?:SNS|X|LINE|Facebook|Instagram)の?(?:投稿|配信)|ちらし|チラシ", "広報"),
    (r"FAQ|よくあるご?質問|Q&A|市民の声|町民の声|住民の声|市長への手紙", "FAQ"),
    (r"マニュアル|手引|手順書|研修(?:資料|テキスト)|手控え", "マニュアル"),
    (r"(?:進捗|達成|取組|実施|進行管理|推進)[^。]{0,4}(?:状況|結果|実績|評価)[^。]{0,8}$", "報告"),
    (r"計画(?!税)|ビジョン|基本方針|構想", "計画"),
    (r"予算|決算", "予算"),
    (r"統計|推移|(?:人口|世帯|利用)(?:者数|状況)|一覧表", "統計"),
    (
        r"報告|アンケート[^。]{0,12}(?:結果|集計|概要)|(?:意識|実態|意向|満足度)調査[^。]{0,8}(?:結果|集計|概要)",
        "報告",
    ),
    (BILL, "議案"),
    (r"通知$|照会$|依頼$", "通知"),
    (r"^(?:Re:|Fwd:)|^件名\s*[:：]", "メール"),
)
BY_FOLDER = (
    *BY_TITLE,
    (r"例規|法規", ""),
    (r"起案", "起案文"),
    (r"会議|審議会|(?<!教育)(?<!選挙管理)(?<!農業)委員会(?!事務局)", "会議録"),
    (r"仕様", "仕様書"),
    (r"契約", "契約書"),
    (r"記者|報道|プレス", "記者発表"),
    (r"企画", "企画書"),
    (r"SNS|チラシ|ちらし", "広報"),
    (r"通知|照会|往復文書|発出文書", "通知"),
    (r"メール", "メール"),
    (r"ホームページ|ウェブ|HP", PAGE),
)
"""What the office calls its folders; "" is a folder that says nothing sure."""
MASTHEAD = (
    (r"(?:記者発表|報道発表|報道|プレスリリース|報道提供)(?:資料)?|News Release", "記者発表"),
    (r"(?:広報|市報|町報|村報)[^。、\s]{0,8}(?:\s.*号.*)?", "広報"),
    (r"(?:媒体|投稿(?:予定|日時)|配信(?:予定|日時))\s*[:：].*", "広報"),
)
"""A first line that says what the paper is, whatever its headline is about."""
SENDER, LETTER = (
    re.compile(rf"[-*■]*\s*(?:{words})\s*[:：]") for words in ("From|差出人|送信者", "宛先|To|件名|Subject")
)
ADDRESSED = re.compile(r"(?:様|各位|御中|さん|殿)$")
UTTERANCE = re.compile(r"^[○◯◎〇●]\s*[^\s。、○〇]{2,30}(?:[（(][^）)]{1,20}[）)])?[\s　]", re.MULTILINE)
TALK = 4
"""Lines of 「○市民部長（佐藤花子）　…」 that make minutes of a paper, whatever bill it is named after."""
NOTE = re.compile(r"(?:\([^()]*\)|抄)+$")
"""What an office writes behind a name: 「○○条例（抄）」, 「○○条例（案）」."""
BULLET = re.compile(r"^[（(【■]+\s*")
NAMES = re.compile(r"(?:根拠|準拠|参考|出典|関係(?:法令|例規))(?:規定|法令|資料)?[\s:：]")
"""A line that names another paper: 「根拠 ○○補助金交付要綱」."""
HEAD = 6
"""Lines of a text that can say what it is: 「会議の記録」 above the title."""
TABLES = (".csv", ".tsv", ".xlsx")
CAPTION = 24
"""Characters; a longer line of the head is a sentence, not a name of the paper."""


def guess_kind(title: str, text: str, name: str = "") -> str:
    """The kind that its masthead or title says, else its form, the folders of ``name`` (a path), its head; else 「文書」.

    A web page is one whatever its title is about, unless it is a regulation or minutes; a table is 統計 or FAQ.
    """
    title, name = unicodedata.normalize("NFKC", title).strip(), unicodedata.normalize("NFKC", name)
    named = _named(title, BY_TITLE) or _named(NOTE.sub("", title), BY_TITLE)
    cells = _cells(text)
    if is_law(text):
        return named or ("法律" if re.search(r"(?:法|法律|令|憲法)$", title) else "規程")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in (".html", ".htm"):
        return named if named == "会議録" else PAGE
    headed = re.match(r"(?:件名|Subject)\s*[:：]", next(iter(cells), ""))
    if headed and any(map(ADDRESSED.search, cells[1:])):
        return "メール"
    if any(map(LETTER.match, cells[1:] if headed else cells)) and (headed or any(map(SENDER.match, cells))):
        return "メール"
    if named not in ("想定問答", "会議録") and len(UTTERANCE.findall(text)) >= TALK:
        return "会議録"
    if suffix in TABLES and _asks_and_answers(cells):
        return "FAQ"
    first = next(iter(cells), "")
    masthead = next((kind for pattern, kind in MASTHEAD if re.fullmatch(pattern, first)), "")
    return (
        masthead
        or named
        or _filed(name)
        or _captioned(cells, name)
        or ("統計" if suffix in TABLES else OTHER)
    )


def _cells(text: str) -> list[str]:
    """The first lines that are not empty, table cells apart."""
    lines = [unicodedata.normalize("NFKC", line) for line in text.splitlines() if line.strip()][:HEAD]
    return [cell.strip() for line in lines for cell in line.split("|")]


def _filed(name: str) -> str:
    folders = reversed(PurePosixPath(name).parts[:-1])
    return next((kind for folder in folders if (kind := _named(folder, BY_FOLDER))), "")


def _captioned(cells: list[str], name: str) -> str:
    for cell in (*cells, PurePosixPath(name).stem):
        if (
            len(cell) <= CAPTION
            and not NAMES.match(cell)
            and (kind := _named(BULLET.sub("", cell), BY_TITLE))
        ):
            return kind
    return ""


def _asks_and_answers(cells: list[str]) -> bool:
    """Whether a table has columns of questions and of answers, whatever its questions are about."""
    return any(re.search("質問|問い?$", cell) for cell in cells) and any("回答" in cell for cell in cells)


def _named(words: str, patterns: tuple[tuple[str, str], ...]) -> str:
    return next((kind for pattern, kind in patterns if re.search(pattern, words)), "")
