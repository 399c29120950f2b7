"""Talk of a meeting in the words of minutes: 「なんですけど、」 → 「だが、」. Knows no speakers; nothing that was said is left out.

Only what has one meaning is changed: how firmly something was said stays.
"""

from __future__ import annotations

import re

INTERJECTIONS = re.compile(
    r"^[　 ]*(?:(?:はい|ええ|うーん|うん|まあ|あ[あー]*|えー?っ?と|ええと|あの|それじゃあ|じゃあ?|なるほど|そうです(?:よ)?ね|す[みい]ません|失礼しました)(?:です[ねよ])?、[　 ]*|(?:それ)?じゃあ)+"
)
"""What somebody says before they come to speak."""
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form), written)
    for form, written in (
        (r"(?<=[すたるい])(?<!ばいい)(?<!ばいいんです)(?:ん(?:です|だ))?けれ?ど(?:も)?ね?。?$", "。"),
        (r"(?<=ない)んでしょうか。?$", "だろうか。"),
        (r"(?<=[0-9一-龠ァ-ヶー])なんで(?=、|[0-9一-龠])", "なので"),
        (r"(?<=し)て(?:て|まして)、", "ており、"),
        (r"(?<=[いたるす])けど(?=[一-龠ァ-ヶ])", "が、"),
        (r"(?<=[でにをと])お願い(?:し|いたし)ます。?$", "お願いする。"),
        (r"のかな。?$", "のか。"),
        (r"(?<=[ときで])は[？?]$", "はどうか。"),
        (r"(?<=了承|承認|決定|可決|採択|継続|保留)と。$", "とする。"),
        (r"なん(?:です|だ)(?:けれ?ど(?:も)?)ね?、", "だが、"),
        (r"(?<=[すたるいん])(?:ん(?:です|だ))?けれ?ど(?:も)?ね?、", "が、"),
        (r"(?<=[一-龠ぁ-ん])て(?=る(?:。|から|ので|と|が|、)|ます|ました)", "てい"),
        (r"っていう", "という"),
        (r"(?<=[たるい])んです。", "。"),
        (r"ちょっと", "少し"),
        (r"ない(?:です)?よね。$", "ないのではないか。"),
        (r"(よろしい|いかが|どう)でしょうか", r"\1か"),
        (r"(?<=[いるたすん])(?:よ|ね|な|よね)。$", "。"),
        (r"(?<=[るいた])の[？?]$", "のか。"),
        (r"(?<=た)[？?]$", "か。"),
        (r"か[？?]$", "か。"),
    )
)


def in_minutes(sentence: str) -> str:
    """A sentence of talk as minutes write it.

    >>> in_minutes("じゃあ、窓口の件なんですけど、補助はあるの？"), in_minutes("ちょっと厳しいな。")
    ('窓口の件だが、補助はあるのか。', '少し厳しい。')
    """
    words = INTERJECTIONS.sub("", sentence)
    for form, written in _WORDS:
        words = form.sub(written, words)
    return words
