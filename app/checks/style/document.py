"""Official style as a whole: numbering, 記 and 以上, です and である mixed, nesting of 及び, digits, the subject line.

Knows nothing of files. What each rule says and how grave it is stands in prompts/style.json ("document").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from app.checks.style.guide import StyleGuide
from app.checks.style.numbering import Told, numbering
from app.checks.style.text import Sentence, StyleText
from app.result import Finding

_NAME = r"[一-龠々ァ-ヶー]{1,12}"
_NEST = {
    "DOC05": re.compile(rf"{_NAME}及び{_NAME}及び{_NAME}|{_NAME}並びに{_NAME}並びに{_NAME}"),
    "DOC06": re.compile(rf"{_NAME}又は{_NAME}又は{_NAME}|{_NAME}若しくは{_NAME}若しくは{_NAME}"),
}
_POLITE = tuple(
    f"{end}{asked}。"
    for end in (
        "です",
        "ます",
        "ました",
        "ません",
        "でした",
        "ましょう",
        "でしょう",
        "ください",
        "ございます",
    )
    for asked in ("", "か", "ね", "よ")
)
_PLAIN = re.compile(
    r"(?:である|であった|する|した|とする|こと(?:とする)?|ない|なる|ある|あった|れる|せる|いる|いた|よる|ものとする"
    r"|(?<=[一-龠])[うくすつむぶぐる]|(?<=[一-龠][えけげせてねべめきじちびみ])る)。$"
)
_ENDING = 12
"""Characters within which a sentence shows its manner."""
_SPOKEN = re.compile(r"^[ 　]*(?:[・○◎●◆■□（(]|[0-9０-９ア-ン]{1,2}[ 　.．)）]|第[0-9０-９]+)")
_ANSWERED = re.compile(r"[ 　]*[問答][ 　]")
"""A question for residents and its answer, as a manual holds them: they speak to somebody else."""
_LIMIT = {"formal": 120, "mail": 100, "public": 100, "chat": 80}
_SUBJECT = re.compile(r"^[ 　]*(?!件名[：:]|[0-9０-９(（])(\S.{2,60}について)[ 　]*$", re.MULTILINE)
"""「件名：…」 is the subject line of a mail, which says in other ways what it asks for."""
_LETTER = re.compile(
    r"^[ 　]*(?:\S+第\d+号|.{2,30}[ 　](?:様|殿|各位|御中)|.{2,30}(?:各位|御中|長　?様))[ 　]*$", re.MULTILINE
)
_PRESS = re.compile(r"^[ 　]*(?:報道(?:機関|関係|各社)|記者クラブ|市政記者)", re.MULTILINE)
"""A paper for the press has no such brackets."""
_PAIRS = {"（": "）", "「": "」", "『": "』", "【": "】", "〔": "〕", "(": ")"}
_BRACKET = re.compile(f"[{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}]")
_ADDRESSED = re.compile(r"^[ 　]*[^。、\n]{2,24}[ 　]?(様|殿)[ 　]*$", re.MULTILINE)
_HIRAGANA = re.compile(r"[ぁ-ん]")
_SPEECH = ("あいさつ文", "会議録", "想定問答", "施政方針")
"""Who speaks may say a sentence plainly for effect."""
_WRAPPED = 200
"""Characters within which the other half of a bracket may stand on the next line of a page."""
_TOLD = 3
"""Findings of one kind in one document at most: the clerk has understood by then."""


def check_document(ready: StyleText, guide: StyleGuide, profile: str, *, kind: str = "") -> Iterator[Finding]:
    """The findings of the document rules that belong to ``profile``."""
    told: Counter[str] = Counter()
    for check in _CHECKS if guide.whole else ():
        for name, span, suggestion, values in check(ready, guide, profile, kind):
            rule = guide.whole.get(name)
            told[name] += 1
            if rule is None or profile not in rule.profiles or told[name] > _TOLD:
                continue
            message = rule.message.format(**values)
            source = f"{rule.reason}（{rule.source}）"
            yield Finding(f"style.{name}", rule.severity, message, *span, suggestion, source)


def _closing(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    opened = re.search(r"^[ 　]*(記)[ 　]*$", ready.text, re.MULTILINE)
    if opened and not re.search(r"^[ 　]*以[ 　]?上[ 　]*$", ready.text[opened.end() :], re.MULTILINE):
        yield "DOC03", opened.span(1), "", {}


def _manner(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    """Sentences in the manner that the document does not have. Items, tables and quotations are left out."""
    if kind in _SPEECH:
        return
    polite: list[Sentence] = []
    plain: list[Sentence] = []
    for sentence in ready.sentences:
        if sentence.row or not sentence.text.endswith("。") or _SPOKEN.match(sentence.text):
            continue
        line = ready.text.rfind("\n", 0, sentence.start) + 1
        if ready.quiet(sentence.end - 2, sentence.end - 1) or _ANSWERED.match(ready.text, line):
            continue
        if sentence.text.endswith(_POLITE):
            polite.append(sentence)
        elif _PLAIN.search(sentence.text, max(0, len(sentence.text) - _ENDING)):
            plain.append(sentence)
    most, few = (polite, plain) if len(polite) >= len(plain) else (plain, polite)
    if len(few) * 4 > len(
        most
    ):  # a paper in two parts (an answer and its notes) is no slip, one paragraph of both is
        lines = {ready.text.count("\n", 0, each.start) for each in most}
        few = [each for each in few if ready.text.count("\n", 0, each.start) in lines] if len(few) > 1 else []
    names = ("「です・ます」", "「である」")
    most_name, here = names if most is polite else reversed(names)
    for sentence in few:
        yield (
            "DOC04",
            (max(sentence.start, sentence.end - 8), sentence.end),
            "",
            {"most": most_name, "here": here},
        )


def _nesting(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    for name, pattern in _NEST.items():
        for match in ready.matches(pattern):
            yield name, match.span(), "", {"words": match[0]}


def _digits(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    if guide.digits == "free":
        full = re.findall(r"[０-９]+", ready.text)
        half = re.findall(r"(?<![A-Za-z./@\-])[0-9]+", ready.text) if full else []
        if full and half and not _one_full(full, half):
            first = re.search(r"[０-９]+" if len(full) <= len(half) else r"[0-9]+", ready.text)
            assert first is not None
            yield "DOC07", first.span(), "", {"full": len(full), "half": len(half)}
        return
    wrong, rule = {
        "half": (r"[０-９]+", "半角"),
        "full": (r"(?<![A-Za-z./@\-])[0-9]+(?![A-Za-z])", "全角"),
        "one-full": (
            r"(?<![0-9,.A-Za-z/@\-])[0-9](?![0-9,.A-Za-z\-])|[０-９]{2,}",
            "1桁は全角、2桁以上は半角",
        ),
    }[guide.digits]
    for match in re.finditer(wrong, ready.text):
        if not ready.quiet(*match.span()):
            narrow = unicodedata.normalize("NFKC", match[0])
            wide = match[0].translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})
            fix = narrow if guide.digits == "half" or match[0] != narrow else wide
            yield "DOC12", match.span(), fix, {"words": match[0], "rule": rule}


def _one_full(full: list[str], half: list[str]) -> bool:
    """The use of many offices: one digit 全角, more 半角."""
    return (
        all(len(digits) == 1 for digits in full)
        and sum(len(digits) == 1 for digits in half) <= len(half) / 10
    )


def _subject(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    """A letter (number, addressee) whose subject does not say whether it informs, asks or sends."""
    head = ready.text[:600]
    if _PRESS.search(head):
        return
    if kind in ("", "通知", "文書") and _LETTER.search(head) and (found := _SUBJECT.search(head)):
        yield "DOC08", found.span(1), "", {"words": found[1]}


def _brackets(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    """A bracket without its other half, within one paragraph; 「1）」 at the start of a line is a mark."""
    closing = {end: start for start, end in _PAIRS.items()}
    for paragraph in re.finditer(r"[^\n]+", ready.text):
        open_: list[tuple[str, int]] = []
        text = re.sub(r"^[ 　]*[0-9０-９ア-ンa-z]{1,2}[)）]", lambda mark: "　" * len(mark[0]), paragraph[0])
        for found in _BRACKET.finditer(text):
            at, character = found.start(), found[0]
            if character in _PAIRS:
                open_.append((character, at))
            elif open_ and open_[-1][0] == closing[character]:
                open_.pop()
            else:
                here = paragraph.start() + at
                if closing[character] not in ready.text[max(0, here - _WRAPPED) : here]:
                    yield _bracket(here, character)
                break
        else:
            for character, at in open_[:1]:
                here = paragraph.start() + at
                if _PAIRS[character] not in ready.text[here : here + _WRAPPED]:
                    yield _bracket(here, character)


def _bracket(at: int, character: str) -> Told:
    return "DOC09", (at, at + 1), "", {"words": character}


def _spellings(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    """One noun in two spellings (申込み, 申し込み): the normalised form is the same, the written one is not."""
    seen: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for start, text, same in ready.nouns():
        if _HIRAGANA.search(text + same) and not ready.quiet(start, start + len(text)):
            seen[same].setdefault(text, (start, start + len(text)))
    for forms in seen.values():
        written = [form for form in forms if re.search(r"[一-龠]", form)]
        if len(written) >= 2:
            yield "DOC10", forms[written[-1]], "", {"words": "".join(f"「{form}」" for form in written)}


def _length(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    """Sentences that nobody reads to the end; notes in brackets and our own marks do not count."""
    limit = _LIMIT.get(profile, 0)
    for sentence in ready.sentences if limit else ():
        if len(sentence.text) <= limit or sentence.row:
            continue
        bare = re.sub(r"（[^（）]*）|\[\d+\]|【[^】]*】|「[^」]*」", "", sentence.text).strip("　 ")
        if sentence.text.endswith("。") and len(bare) > limit:
            yield "DOC11", (sentence.start, sentence.end), "", {"count": len(bare), "limit": "50〜60"}


def _honorific(ready: StyleText, guide: StyleGuide, profile: str, kind: str) -> Iterator[Told]:
    for match in _ADDRESSED.finditer(ready.text[:800]):
        if guide.honorific and match[1] != guide.honorific:
            yield "DOC13", match.span(1), guide.honorific, {"use": guide.honorific}


_CHECKS: tuple[Callable[[StyleText, StyleGuide, str, str], Iterator[Told]], ...] = (
    numbering, _closing, _manner, _nesting, _digits, _subject, _brackets, _spellings, _length, _honorific,
)  # fmt: skip
