"""What stands in a source without the city having said anything by it: a member's question, 「初めに、…でございます。」. Knows no drafts."""

from __future__ import annotations

import re

from app.retrieval import Evidence

_ANNOUNCES = re.compile(
    r"^(?:初めに|はじめに|まず|次に|続いて|最後に|[0-9０-９]+(?:項目め|点目|つ目)[はの]?)?[、　 ]?[^、。はがも0-9０-９]{2,30}(?:についてお答え|でございます。$|についてです。$|についてでございます。$)"
    r"|^(?:初めに|はじめに|次に|続いて|最後に|[0-9０-９]+(?:項目め|点目|つ目)は)、[^、。]{2,30}です。$|もう[0-9０-９一]点。$|^注[0-9０-９ 　]"
    r"|^[^、。0-9０-９]{2,30}の(?:お知らせ|御案内|ご案内)です。$"
)
"""「初めに、部活動の地域展開でございます。」 says of what will be spoken, 「注1 …」 how a table is made."""
_REQUESTS = re.compile(r"(?:いただ|頂|くださ|下さ)(?:く|る)こと(?:（[^。]*）)?。?$")
_QUESTIONER = re.compile(r"^(?:再)?質問[ 　]")


def announces(text: str) -> bool:
    """Whether a sentence only names what comes next, or how a table is to be read."""
    return bool(_ANNOUNCES.search(text))


def requests(text: str) -> bool:
    """Whether a sentence is what a letter asks of its readers: 「…を、お伝えいただくこと。」 tells nobody else anything."""
    return bool(_REQUESTS.search(text))


def is_asked(one: Evidence) -> bool:
    """Whether a source is a member's question in the council: what it says of the city, the city has not said."""
    return one.document.kind == "会議録" and bool(_QUESTIONER.match(one.passage.label))
