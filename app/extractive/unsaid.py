"""What stands in a source without the city having said anything by it: a member's question, 「初めに、…でございます。」. Knows no drafts."""

from __future__ import annotations

import re

from app.retrieval import Evidence

_ANNOUNCES = re.compile(
    r"^(?:初めに|はじめに|まず|次に|続いて|最後に|[0-9０-９]+(?:項目め|点目|つ目)[はの]?)?[、　 ]?[^、。はがも0-9０-９]{2,30}(?:についてお答え|でございます。$|についてです。$|についてでございます。$)"
    r"|^(?:初めに|はじめに|次に|続いて|最後に|[0-9０-９]+(?:項目め|点目|つ目)は)、[^、。]{2,30}です。$|もう[0-9０-９一]点。$|^注[0-9０-９ 　]"
    r"|^(?:事務局|担当課?|[^、。0-9０-９]{1,10}課)(?:より|から|が)[^。0-9０-９]*(?:報告|説明)(?:した|する|があった|を受けた)?。$"
    r"|^[^、。0-9０-９]{2,30}の(?:お知らせ|御案内|ご案内)です。$"
)
"""「初めに、部活動の地域展開でございます。」 says of what will be spoken, 「注1 …」 how a table is made."""
PROMISES = re.compile(
    r"(?:てまいり|ていき|ていく)(?:ます)?(?:ので[^。]*)?。$|(?:検討|研究|注視)(?:いた)?します。$|考えております。$|考え(?:ておりません|はございません|はありません)。$|ください。$|お願い(?:いた|致|申し上げ)?(?:し)?(?:ます|たい(?:です|と思います|と存じます))。$"
)
"""What was promised or refused, or asked of somebody, when it was said: no fact of today."""
_GREETS = re.compile(
    r"(?:厚く|深く|心から)(?:お礼|御礼|感謝)|(?:日頃|平素|常々)(?:から|より|は)?[^。]{0,30}(?:格別|多大|御協力|御理解|御高配|御支援)|御(?:清栄|健勝|清祥)のこと"
)
_REQUESTS = re.compile(r"(?:いただ|頂|くださ|下さ)(?:く|る)こと(?:（[^。]*）)?。?$")
_OPINION = re.compile(
    r"(?:と(?:思(?:います|う|われます)|感じ(?:ます|ています))|べき(?:だ|です|である)|ほしい(?:です)?)。$"
)
_FORM_ONLY = re.compile(
    r"(?:書|票|証|簿)は、[^。]*（様式第?[0-9０-９]+号[^）]*）[^。]{0,8}(?:とする|による)。$"
)
_BEFORE_A_PROMISE = re.compile(
    r"(?P<fact>[^。、\n]*(?:、[^。、\n]*)*[0-9０-９][^。、\n]*[てで][おい])り、[^。\n]*(?:検討|研究|注視|努め|取り組)[^。\n]*ます。"
)
_OF_A_POST = re.compile(r"長|委員|議員|番|局|課|係|部|室|所|会|社|班|担当|[者員事](?:[（(]|$)")
_IN_NAME = re.compile(r"[　 ](?=[^（(]*[）)])")
"""The space between the two names in 「福祉課長（辻　健太郎君）」."""
_MEMO = "文書"
"""The kind of papers of no known kind, among them a clerk's memo of a meeting."""
_SPEAKS = re.compile(r"^[　 ]*(?:[○◯〇◆◇◎●]\S|[（(][^（）()]{1,10}[）)][^。]*\S)")
_MEMBER = re.compile(
    r"^[　 ]*[○◯〇◆◇◎●][　 ]*(?:[0-9０-９]{1,2}[　 ]*番|(?:副|仮)?議長|[^　 （(]{0,8}議員)|^[　 ]*[（(][^（）()]{0,8}委員[）)]"
)
_QUESTIONER = re.compile(r"^(?:再)?質問[ 　]")

_PART_OF = re.compile(r"うち(?=[^、。]{1,16}[がは])")


def counts_part(sentence: str) -> bool:
    """Whether a sentence counts a part of what only the sentence before it names.

    >>> counts_part("うち75歳以上が812人です。"), counts_part("このうち、5戸が除却されました。")
    (True, False)
    """
    return bool(_PART_OF.match(sentence))


def announces(text: str) -> bool:
    """Whether a sentence only names what comes next, or how a table is to be read."""
    return bool(_ANNOUNCES.search(text))


def greets(text: str) -> bool:
    """Whether a sentence is the courtesy that opens or ends a letter: it tells nothing of its subject."""
    return bool(_GREETS.search(text))


def is_opinion(text: str) -> bool:
    """Whether somebody says what they think: 「使う生徒が増えると思います。」 is no fact of the city."""
    return bool(_OPINION.search(text))


def names_form(text: str) -> bool:
    """Whether a provision only says by which form something is done: 「申請書は、減免申請書（様式第2号）とする。」"""
    return bool(_FORM_ONLY.search(text))


def requests(text: str) -> bool:
    """Whether a sentence is what a letter asks of its readers: 「…を、お伝えいただくこと。」 tells nobody else anything."""
    return bool(_REQUESTS.search(text))


def answered_only(text: str) -> str:
    """Minutes without what members and the chair say: a passage may begin with the question that it answers.

    >>> answered_only("○３番（牧野さと子君）　心配です。\\n○村長（大峡義彦君）　23人です。").endswith("23人です。")
    True
    """
    kept, asked = list[str](), False
    for line in text.split("\n"):
        asked = bool(_MEMBER.match(line)) if _SPEAKS.match(line) else asked
        kept += [] if asked else [line]
    return "\n".join(kept)


def facts_kept(text: str) -> str:
    """Minutes with a fact that a promise goes on from as a sentence of its own.

    >>> facts_kept("冷房は、工事で2億円を見込んでおり、補助を含めて検討してまいります。")
    '冷房は、工事で2億円を見込んでおります。'
    """
    return _BEFORE_A_PROMISE.sub(r"\g<fact>ります。", text)


def is_asked(one: Evidence) -> bool:
    """Whether a source is a member's question in the council: what it says of the city, the city has not said."""
    return one.document.kind == "会議録" and bool(_QUESTIONER.match(one.passage.label))


def is_said(one: Evidence) -> bool:
    """Whether a source is what somebody said in a meeting whose memo is no minutes, or somebody of whom it has the name
    alone (「鳴海」): no paper of the office tells it."""
    if one.passage.kind != "utterance":
        return False
    speaker = _IN_NAME.sub("", one.passage.label).rpartition("　")[2]
    return one.document.kind == _MEMO or not _OF_A_POST.search(speaker)
