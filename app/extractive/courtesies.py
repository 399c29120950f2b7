"""What somebody says in a meeting only to speak, to call on another or to close. Knows no matters."""

from __future__ import annotations

import re

from app.extractive.colloquial import INTERJECTIONS
from app.meeting import Utterance

_SHORT = 6
_GOT_IT = re.compile(r"^(?:分かり|わかり|承知(?:いた)?し|了解(?:いた)?し)ました。?$")
_MYSELF = re.compile(r"^(?:[^。、]{1,16}の)?(?P<name>[^。、のは]{1,6})(?:です|でございます|と申します)。?$")
_ANSWER = re.compile(
    r"^(?:不?要(?:る|です)?|いる|いらない|不?可(?:能)?|でき(?:る|ない)|ある|ない)(?:です)?。?$"
)
"""「要る。」 is all that somebody who was asked says."""
_EMPTY_WORDS = re.compile(
    r"^(?:以上|お疲れ(?:様|さま)?で|(?:一つ|一点|少し)?(?:だけ)?よろしい(?:です|でしょう)か。$|(?:本日は、?)?(?:お忙しい[^。]*)?お集まり(?:いただき|くださり|頂き)[^。]*ありがとう|(?:お)?時間(?:に|と)なり|ありがとう|お願いし|どうぞ|ほかに|他に|暫時|休憩|定刻|おはよう)|^(?:それでは、?|では、?)?(?:開会|閉会|始め)(?:し?ます|いたします)。$|^資料[0-9０-９]*です。$|^[^。、]{0,8}以上(?:です|でございます)。$|^資料[^。]{0,8}を?(?:御|ご)(?:覧|確認)(?:くだ|下)さい。$"
)
_CALLS = re.compile(
    r"(?:御|ご)(?:質問|意見|異論)[^。]{0,8}(?:あり|ござい)ま(?:す|せん)(?:でしょう)?か。?$|何か(?:あり|ござい)ま(?:す|せん)(?:でしょう)?か。$|"
    r"(?:委員|先生|さん|様|氏|議員|課長|係長|局長)、?(?:は、?)?(?:いかが|どう)(?:です|でしょう)か。?$|[、がは]事務局。$|"
    r"(?:説明(?:して(?:ください|もらいます)|を(?:お願い(?:します|いたします))?|願います)|発言を許します|君)。$|^.{0,10}お願い(?:します|いたします)。$|(?:から|について、?[^。、は]{2,8}、?)(?:御?説明を?)?お願い(?:します|いたします)。$|議題[^。]{0,4}(?:が|は)[^。]{1,4}(?:つ|件)|"
    r"^(?:次に|続いて|続きまして|最後に|それでは|では)、?[^。]{2,30}(?:について|の件)(?:です)?。$|"
    r"^(?:次に?|続いて|それでは|では)?、?(?:議題|議事|議案|案件|(?:協議|報告|審議)事項)[（(第の]?[0-9０-９]+[)）]?(?:号|番目?)?[^。]{2,30}(?:について|の件)(?:です)?。$|"
    r"^(?:それでは、?|では、?)?(?:採決(?:し|に入り)ます|(?:採決を行い|お諮りし)ます)。$|挙手(?:を?(?:お願い(?:し|いたし)ます|願います)|してください)。$|^その他、[^。]{2,10}から。$|^[^。]{0,12}(?:そのように(?:決定)?(?:いた)?(?:し|決し)|そう(?:いた)?し)ます。$|"
    r"^(?:次に|続いて|それでは|では)?、?議題[0-9０-９]*に(?:移り|入り)ます。$|(?:閉会|終わり|終了)(?:と?し?ます|いたします|にします)。$"
)
"""A chair who gives the floor, counts the matters or closes says nothing of them."""

_OPENS_MATTER = re.compile(
    r"^(?:次に?|続いて|それでは|では)?、?(?:議題|議事|議案|案件|(?:協議|報告|審議)事項)[（(第の]?[0-9０-９]+[)）]?(?:号|番目?)?[^。]{2,30}(?:について|の件)(?:[^。]{0,12}お願い(?:し|いたし)ます)?。?$|^(?:次に?|続いて|それでは|では)?、?議題[の第]?[0-9０-９]+(?:番目?)?です[ねが]?。$|^(?:では|それでは)?、?そのように。?$"
)
"""「議題1の申込みについて事務局お願いします。」 opens a matter; 「ではそのように。」 repeats."""
_CALL = re.compile(
    r"^[^。、]{2,16}(?:君|くん|さん|議員|委員|部長|課長|局長|次長|室長|所長|教育長|市長|番)。?$"
)
"""A chair who calls the next speaker says nothing that a summary keeps."""


def is_empty(sentence: str, one: Utterance) -> bool:
    """Whether a sentence tells nothing of the matter: 「はい、承知しました。」, and of a chair 「宮下委員、いかがですか。」."""
    plain = INTERJECTIONS.sub("", sentence.strip("　 "))
    myself = _MYSELF.match(plain)
    return bool(
        _EMPTY_WORDS.match(plain)
        or _GOT_IT.match(plain)
        or (myself and myself["name"] in one.speaker)
        or (len(sentence) < _SHORT and not _ANSWER.match(plain))
        or (one.chairs and (_CALLS.search(plain) or _CALL.match(plain) or _OPENS_MATTER.match(plain)))
    )
