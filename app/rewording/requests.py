"""What a hurried note asks of somebody, as an office asks it: 「教えてほしい」. Knows nothing of forms.

Only the end of a sentence changes, and a sentence that ends in a noun stays as it is.
"""

from __future__ import annotations

import re

from app.rewording.polite_style import to_polite

_PLEASE = "くださいますようお願いいたします。"
_ENDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form), said)
    for form, said in (
        (
            r"(?P<te>[てで])(?:ほしい|欲しい|もらいたい|くれ|くださいませんか)(?:です|と思います|とのこと)?$",
            rf"\g<te>{_PLEASE}",
        ),
        (
            r"(?P<te>[てで])(?:いただきたい|頂きたい)(?:です|と思います)?$",
            r"\g<te>いただきますようお願いいたします。",
        ),
        (
            r"(?P<te>[てで])(?:もらえ|いただけ|頂け|くれ)(?:る|れ|た|ます)(?:と|ば|ら)、?(?:助かる|助かります|ありがたい(?:です)?|うれしい(?:です)?|幸い(?:です)?)$",
            r"\g<te>いただけますと幸いです。",
        ),
        (
            r"(?P<te>[てで])(?:もらえ|いただけ|頂け|くれ)(?:ます|ません|る|ない|ないです)(?:でしょう)?か[？?]?$",
            r"\g<te>いただきますようお願いいたします。",
        ),
        (
            r"(?<=[っいしきちりびみえけせてねべめれげん])(?<!につい)(?<!とし)(?<!におい)(?<!に関し)(?<!に対し)(?<!によっ)(?<!に際し)(?P<te>[てで])(?:ね|よ)?$",
            r"\g<te>ください。",
        ),
        (r"(?<=[一-龠ァ-ヶー])が(?:ほしい|欲しい)(?:です)?$", "をお願いいたします。"),
        (r"(?<=[一-龠ァ-ヶー])を?お願い(?:します)?$", "をお願いいたします。"),
    )
)
_SENTENCES = re.compile(r"(?<=。)(?=.)")
_NOTED = re.compile(r"は、?[^。はがを]{0,16}[一-龠0-9０-９ァ-ヶー円）]$")
_TOLD = re.compile(r"が(?![、。])|は(?![、。])|[たす]$|[0-9０-９][組人名円件]$")
"""What names who does it, or is done; 「理由を書く」 may be what the reader is to do."""
_VERB = re.compile(r"[うくぐすつぬぶむるたいんだ]$")
_THING = re.compile(r"(?:こと|もの|とき|ところ|ため|際|たい|まで|場合)$|[^ぁ-ん][いた]$")


def asked_politely(text: str) -> str:
    """Each line's sentences as they are asked or told of somebody.

    >>> asked_politely("参加人数を教えてほしい。軍手は町が用意する。")
    '参加人数を教えてくださいますようお願いいたします。軍手は町が用意します。'
    >>> asked_politely("回覧で知らせてもらえると助かる"), asked_politely("1課30分"), asked_politely("車で来ないで")
    ('回覧で知らせていただけますと幸いです。', '1課30分', '車で来ないでください。')
    """
    return "\n".join("".join(map(_politely, _SENTENCES.split(line))) for line in text.split("\n"))


def told_in_full(line: str) -> str:
    """What a note tells, as a sentence of its own.

    >>> told_in_full("次の訓練は来年11月7日"), told_in_full("時給1,250円"), told_in_full("車で来ないでほしい")
    ('次の訓練は来年11月7日です。', '時給1,250円', '車で来ないでくださいますようお願いいたします。')
    """
    said = asked_politely(line)
    return f"{said}です。" if said == line and _NOTED.search(line) else said


def _politely(sentence: str) -> str:
    words = sentence.rstrip("。 　")
    for form, said in _ENDS:
        if form.search(words):
            return form.sub(said, words)
    told = _TOLD.search(words) is not None
    if told and (sentence.endswith("。") or (_VERB.search(words) and not _THING.search(words))):
        made, left = to_polite(f"{words}。")
        return sentence if left or made == f"{words}。" else made
    return sentence
