"""A chair's question that nobody objects to, as what was decided: 「…することでよろしいか。」（異議なし）. Knows no meetings.

The words of the question stay; only its end becomes a decision. What it cannot turn it leaves to be told as it was said.
"""

from __future__ import annotations

import re

_MAY = r"、?(?:よろしい|宜しい|いい|良い|よい|いかが|どう)(?:です|でしょう)?か(?:ね)?。?$"
_NOBODY = (
    r"(?:御|ご)?異議(?:は|が)?(?:ありません|ございません|ない(?:です|でしょう)?|なし)(?:でしょう)?か。?$"
)
_LEAD = re.compile(
    r"^[　 ]*(?:はい、)?(?:(?:それでは|では|じゃあ|そうしましたら|以上|ここで)、|では(?=[そこ]の))[　 ]*"
)
_EMPTY = re.compile(r"^(?:この|その)(?:よう|とおり)[にで]?$|(?:^そう|これ|それ|以上|以上のとおり|頁|ページ)$")
_NONE = r"異議[　 ]?(?:なし|ありません|ございません|はない)"
_HEAD = re.compile(
    rf"^[　 ]*(?:[（(]「?(?:{_NONE}|賛成(?:多数|全員))[^）)]*[）)]|「{_NONE}[^」]*」(?:の声|と呼ぶ者あり)?|異議なし。)[　 ]*"
)
_AGREES = re.compile(
    rf"^[（(「]?(?:(?:全員|一同|各委員)、?)?(?:{_NONE}|(?:はい|賛成|了承|結構です)[^。]{{0,6}})[^。]{{0,8}}[。）)」]*$"
)
_SO = re.compile(
    r"^[　 ]*(?:(?:(?:それ)?では|じゃあ|はい)、?)*(?:そのよう|そう(?=[しいさ決])|さよう|(?:原案|提案|案)のとおり(?:と|に|決|承|進)|(?:異議なし|了承|承認|決定|可決|採択)(?:と|を|し|いた|さ))"
)
_SHORT = 24
OBJECTS = re.compile(
    r"(?:について|で|に)?、?(?:御|ご)?異議(?:は|が)?(?:ありません|ございません|ない(?:です|でしょう)?)か。"
)
ASSENT = re.compile(r"^[　 ]*(?:御|ご)?異議(?:が)?な(?:し|い)(?:もの)?と(?:認め|みとめ)[^。]*。?$")
"""「御異議なしと認め、そのように決定しました。」 agrees to what was said before it."""
BARELY = re.compile(r"異議が?な[しい][^。]*(?:そのよう|さよう|そのとおり)")
"""「御異議なしと認め、そのように決定します。」 says of nothing what it was."""
AGAIN = re.compile(r"^[　 ]*よって、[^。]*(?:可決|決定|承認|了承|採択)")
"""「よって、本案は原案のとおり可決されました。」 says again what was agreed to."""
_WISHED = (
    r"(?:と思い(?:ます|ました)|と考え(?:ます|ています|ております))?(?:が)?[、。][　 ]*"
    r"(?:いかが(?:です|でしょう)か|よろしい(?:です|でしょう)か|御?異議(?:は)?(?:ありません|ございません)か)。?$"
)
VOTE = re.compile(r"^[　 ]*[（(](賛成(?:多数|全員))[）)]")
"""Who agreed is told with what was decided."""
ASKS_BARELY = re.compile(r"(?:いかが|よろしい)(?:です|でしょう)か(?:ね)?。$")
"""「いかがでしょうか。」 asks of nothing: what it asks about stands before it."""
WISH = re.compile(r"(?:たい|てはどうか|ことでどうか|たらどうか)(?:です|と思(?:う|います))?。?$")
UNOPPOSED = re.compile(r"^[　 ]*(?:全員、?)?(?:御|ご)?異(?:議|論)(?:は|が)?(?:なし|ない|ありません)")
"""「異論なし」 of all, below what somebody would like: it is decided, in the words of who proposed it."""
_TURNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"方向で(?:まとめ|進め|考え)たい{_WISHED}"), "方向とする。"),
    (re.compile(rf"(?:こと|形|案)(?:に|と|で)(?:し|進め|まとめ)たい{_WISHED}"), "こととする。"),
    (re.compile(rf"(?<=[一-龠])めたい{_WISHED}"), "める。"),
    (re.compile(rf"(?<=[一-龠]{{2}})したい{_WISHED}"), "する。"),
    (
        re.compile(
            r"(?:に(?:ついて|つきまして)は?)、?(?:御|ご)?(了承|承認|同意)(?:を)?いただけます(?:でしょう)?か。$"
        ),
        r"について\1する。",
    ),
    (re.compile(rf"(?<=[るうくすつぬむ])、という(?:こと|形)で{_MAY}"), "。"),
    (re.compile(rf"(?<=[一-龠ァ-ヶー0-9０-９りお」）])という(?:こと|形)で{_MAY}"), "とする。"),
    (re.compile(rf"、?という(?:こと|形)で{_MAY}"), "こととする。"),
    (re.compile(rf"(?<=こと)(?:で|として){_MAY}"), "とする。"),
    (re.compile(rf"(?<=る)こと(?:に(?:ついて)?|で)、?{_NOBODY}"), "。"),
    (re.compile(rf"(?<=[一-龠]{{2}})して(?:も)?{_MAY}"), "する。"),
    (re.compile(rf"(?<=[一-龠])めて(?:も)?、?{_MAY}"), "める。"),
    (re.compile(rf"(?<=[一-龠])えて(?:も)?、?{_MAY}"), "える。"),
    (re.compile(rf"として(?:も)?{_MAY}"), "とする。"),
    (re.compile(rf"(?<=[一-龠ァ-ヶー0-9０-９りえお）」])で{_MAY}"), "とする。"),
)


_TAKES = re.compile(
    r"^[　 ]*(?:はい、?)?(?:(?:じゃあ?|では)、?)?(?:それで|そうしましょう|そうしてください|そうします|了解|承知|わかりました|分かりました|いいと思います|異議なし|賛成です)(?!は|も|すか)"
)
"""What somebody says who takes a proposal: 「じゃあ、それでお願いします。」"""


def taken(words: str) -> bool:
    """Whether the next speaker takes what was proposed, where no chair asks all."""
    return bool(_TAKES.match(words))


def resolved(question: str) -> str:
    """The question as a decision, or "" where its words do not say what it would be.

    >>> resolved("令和9年10月から300円にすることでよろしいか。"), resolved("では、これでよろしいですか。")
    ('令和9年10月から300円にすることとする。', '')
    """
    words = _LEAD.sub("", question.strip())
    for pattern, end in _TURNS:
        match = pattern.search(words)
        if match:
            matter = words[: match.start()]
            return "" if len(matter) < 2 or _EMPTY.search(matter) else matter + match.expand(end)
    return ""


def after_assent(words: str) -> str | None:
    """What a chair goes on to say after all have agreed: "" for nothing new (「（異議なし）では、そのように決します。」);
    None where nobody agrees.

    >>> after_assent("（異議なし）では、そのように決します。"), after_assent("（異議なし）次に、会場は東館とする。")
    ('', '次に、会場は東館とする。')
    """
    plain = words.strip()
    rest = _HEAD.sub("", plain)
    if len(rest) <= _SHORT and (not rest or _AGREES.match(rest) or _SO.match(rest)):
        return ""
    return rest if rest != plain else None
