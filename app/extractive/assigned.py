"""宿題 out of what was said: what is to be done, by whom, until when. Knows nothing of sections; it names nobody who was not named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.extractive.colloquial import INTERJECTIONS
from app.extractive.corrected import as_corrected
from app.extractive.quoting import cite
from app.meeting import Utterance
from app.rewording.plain_style import to_plain
from app.text.spans import find_spans
from app.text.wording import sentences

PROMISES = re.compile(
    r"次回(?:まで|に(?!つい|持ち越|諮|継続)|の)|次回[^。はの]{0,8}(?:報告|提出|説明|協議|回答|答え)|まで(?:に|の)[^。]{0,20}(?:提出|報告|回答|返事|聞い|伺い|作成|調べ|確認|まとめ|作っ|送|出し|ください|お願い)|報告(?:する|します|いたします)。|調査し|調べ(?:る|ます)|"
    r"協議する|準備を進め|検討を続け|依頼する|お願いする方向|確認(?:する|します)|(?:返事|連絡|相談|手配|用意|周知|送付)(?:する|します|いたします)。|(?:載せ|作り|送り|届け|知らせ|払い|電話し)ます。|と話(?:し|をし)ます。|反映(?:する|させる)|対応する"
)
_ORDERS = re.compile(
    r"まで(?:に|の)[^。]{1,40}(?:こと|よう(?:に|お願い[^。]*)?|もらいたい|いただきたい|ほしい|願います|頼みます)。?$"
)
_ASKED = re.compile(
    r"(?:報告|提出|調べ|調査|確認|作成|作っ|検討|回答|協議|整理|まとめ|準備)[^。、]{0,8}(?:ください|下さい|願います|お願い(?:し|いた)します|もらいたい|いただきたい)。?$"
)
_BEGGED = re.compile(
    r"(?:て(?:きて|おいて)?(?:もらえ(?:ます|ません|ないです)か|いただけ(?:ます|ません)か|くれ(?:ます|ません)か|くださいますか)|お願いできますか)。?$"
)
"""「まとめてきてもらえますか。」 asks nothing: it gives a task."""
_TO_READ = re.compile(r"(?:御|ご)(?:確認|検討|協議|報告|回答)")
"""「資料を御確認ください。」 gives nobody a task."""
_PAST_OR_ASKED = re.compile(r"(?:か|た|たところ|ました)。?$|ました。|か。$")
_IN_NAME = "(?:[こ子]ども|[^、。はがも])"
"""「こども課」 has the も that ends others."""
_NAMED = re.compile(
    rf"^[　 ]*(?:では、|それでは、|また、|なお、)?(?P<who>{_IN_NAME}{{2,14}}?)(?P<mark>は|が|も)、?"
)
_DOES = re.compile(
    r"(?:^|、|は)(?P<who>(?:[こ子]ども)?[^、。はがもで]{0,14}(?:課|係|局|部|室|委員会))(?:(?:で|において)|が(?=[^。]*(?:ください|下さい|願います|こと)。))"
)
"""「この件は、企画財政課で案を作り、」 names who is to do it; so does 「駐車場は都市整備課が調べ、…報告してください。」."""
_POST = re.compile(r"(?:課|係|局|部|室|者|長|委員|会|さん|氏|様|担当|センター|館|所|社|班)$")
_UNTIL = re.compile(r"(?P<until>[^、。はがを]{1,16})まで(?=[にの])")
_MEETING = re.compile(
    r"(?P<until>[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?の[^、。はがをに]{0,8}会(?:議)?)(?=で|に|の)"
)
"""「11月の委員会で報告」: the meeting by which it is to be done."""
_GIVEN = re.compile(
    r"(?:^|、)(?:では、|じゃあ、)?(?P<who>[^、。はがもで]{1,12}(?:さん|氏|課|係|局|室|課長|係長|事務局))(?:は|が|で)、?(?P<what>[^。]*?(?:て|て(?:ください|下さい)|を?お願い(?:します|いたします)|を?願います|を?頼みます))。?$"
)
"""「小舟さんが12月11日までに見積りを取って。」: whoever says it, it is somebody's task."""
_FLOOR = re.compile(r"説明|発言|進行|挨拶|あいさつ|報告を?(?:お願い|願い)|お話")
_REPORTS = re.compile(r"(?:^|、|に)(?P<who>[^、。はがもでに]{2,12}?)(?:から|より)(?:報告|説明|回答|提出)")
_ON_DAY = re.compile(r"(?P<until>[0-9０-９]{1,2}月[0-9０-９]{1,2}日)に[^。]*(?:報告|提出|回答)")
NEXT_TIME = r"次回の(?:日程|日時|開催日?|会議|会合)"
FOLLOWING = re.compile(
    rf"次回は|{NEXT_TIME}(?:です|でございます|は|につ(?:い|き))|^(?:では、|それでは、|じゃあ、)?次は、?[^。]{{0,6}}[0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}日"
)
_REASON = re.compile(r"^[　 ]*[^、。]{2,30}(?:ので|ため|ですから|ますから)、(?=[^。]{8,})")
"""「両方の意見がありましたので、事務局は…」: why a task is given is no part of it."""
_NEXT = re.compile(r"次回(?=まで|に|の|、|[^。はの]{0,8}(?:報告|提出|説明|協議|回答|答え))")


@dataclass(frozen=True, slots=True)
class Assigned:
    """What is to be done in である, ``who`` is to do it and ``until`` when; "" where the record does not say."""

    task: str
    who: str
    until: str

    def line(self, number: int) -> str:
        """「要綱の案を12月10日までに送ること[10]。　担当：事務局　期限：12月10日」."""
        until = f"　期限：{self.until}" if self.until else ""
        return f"{cite(self.task, number)}　担当：{self.who or '【要確認：担当】'}{until}"


def assigned(one: Utterance, meeting: Sequence[Utterance]) -> Iterator[Assigned]:
    """The tasks of one utterance. A chair's order without a name goes to the one named before in the same breath."""
    speakers = {each.speaker for each in meeting if each.speaker}
    last = "" if one.chairs else one.speaker
    for whole in sentences(one.text):
        sentence = _REASON.sub("", INTERJECTIONS.sub("", as_corrected(whole)))
        named = _NAMED.match(sentence)
        who = named["who"].strip() if named and _is_somebody(named["who"].strip(), speakers) else ""
        office = (_DOES.search(sentence) or _REPORTS.search(sentence)) if one.chairs and not who else None
        last = (office["who"] if office else who) or last
        given = _GIVEN.search(sentence)
        if given and not (_FLOOR.search(given["what"]) or is_task(sentence, one)):
            yield Assigned(_as_order(given["what"] + "。"), given["who"], _until(sentence))
            continue
        if not is_task(sentence, one) or FOLLOWING.search(sentence):
            continue
        rest = sentence[named.end() :] if who and named else sentence
        yield Assigned(_as_order(rest), last, _until(sentence))


def is_task(sentence: str, one: Utterance) -> bool:
    """Whether somebody promises something, or the chair tells somebody to do it by a day: 「…3月末までに作ること。」"""
    if one.chairs and _BEGGED.search(sentence) and not _FLOOR.search(sentence):
        return True
    if _PAST_OR_ASKED.search(sentence):
        return False
    asked = one.chairs and _ASKED.search(sentence) and not _TO_READ.search(sentence)
    return bool(PROMISES.search(sentence) or asked or (one.chairs and _ORDERS.search(sentence)))


def _is_somebody(name: str, speakers: set[str]) -> bool:
    return name in speakers or bool(_POST.search(name))


def _as_order(words: str) -> str:
    """「次回報告を。」 and 「送ってください。」 as what has to be done."""
    plain = re.sub(
        r"(?<=[ぁ-ん])を(?:お願い(?:します|いたします)|願います)。$", "をすること。", words.strip("　 ")
    )
    plain = re.sub(r"を(?:お願い(?:します|いたします)|願います)?。$", "すること。", plain)
    plain = re.sub(r"(?<=[っいしん])(?P<te>[てで])。$", r"\g<te>もらうこと。", plain)
    plain = re.sub(r"て(?:もらえ|いただけ|くれ|くださ)[^。]{1,5}か。?$", "てもらうこと。", plain)
    plain = re.sub(r"^(?:それでは|では|なお|また)、[　 ]*", "", plain).replace("につきまして", "について")
    return to_plain(plain)[0]


def _until(sentence: str) -> str:
    """The day that the sentence names, as it names it."""
    if match := _UNTIL.search(sentence):
        words = match["until"]
        spans = [span for span in find_spans(words) if span.kind in ("日付", "年月", "月", "年度")]
        return words[spans[0].start :] if spans else words if words in ("次回", "年度末", "年内") else ""
    if meeting := _MEETING.search(sentence):
        return meeting["until"]
    if on_day := _ON_DAY.search(sentence):
        return on_day["until"]
    return "次回" if _NEXT.search(sentence) else ""
