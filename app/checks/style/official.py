"""Official style: the rules of prompts/style.json on a text, each finding with its reason and, where safe, its fix.

Knows nothing of who wrote the text. Rules that read the whole document are in style_document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.checks.style.document import check_document
from app.checks.style.guide import OfficeWord, Rule, StyleGuide
from app.checks.style.plain import check_plain
from app.checks.style.text import StyleText
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.grams import may_match

PREFIX = "style."
_LONG = 24
_NOMINAL = re.compile(r"[のをがは等」）]|に(?:つ|関|お|対|よ|係)|と(?:し|の)")
"""What follows a noun only, where Sudachi took it for a verb (繰り越しについて)."""
_TAILS = ("助動詞-マス", "助動詞-タ", "助動詞-ナイ", "助動詞-ヌ")
"""What belongs to a verb when it is quoted: 致し・ます, 出来・ませ・ん."""
_KANA, _OTHERS = re.compile(r"[ぁ-んァ-ヶ]+"), re.compile(r"[一-鿿ｦ-ﾟ]+")
_DIGITS = "〇一二三四五六七八九"


def check_style(subject: Subject) -> Checked:
    """The findings of the subject's profile, in the text's order; the text stays as it is."""
    if subject.style is None:
        return Checked(subject.text)
    findings = find_style(
        subject.text, subject.style, subject.profile or "formal", kind=subject.kind, names=_cited(subject)
    )
    return Checked(subject.text, (), findings)


def _cited(subject: Subject) -> tuple[str, ...]:
    """What the sources are called, 「広報　10月号　1頁」: a draft that lists them cannot write them otherwise."""
    names = (name for one in subject.evidence for name in (one.citation.label, one.document.title))
    return tuple(dict.fromkeys(filter(None, names)))


def find_style(
    text: str, guide: StyleGuide, profile: str, *, kind: str = "", names: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Every finding of ``profile``, in order. ``kind`` is the document's, where one knows it (a subject line is looked
    for in a 通知); no rule touches ``names``. Where two rules say something of the same characters, the graver one is told."""
    if not _japanese(text):
        return ()
    ready = StyleText(text, (*guide.keep, *names))
    found = [
        *_by_rules(ready, guide, profile),
        *_office_words(ready, guide, profile),
        *check_document(ready, guide, profile, kind=kind),
        *(check_plain(ready, guide) if profile == "chat" else ()),
    ]
    return tuple(sorted(_once(found), key=lambda one: (one.start, one.end)))


def _japanese(text: str) -> bool:
    """Whether a text of some length is in Japanese: a page in Chinese, or garbled characters, has next to no かな."""
    kana, others = (sum(map(len, of.findall(text))) for of in (_KANA, _OTHERS))
    return others < 100 or kana >= others * 0.15


def apply_fixes(text: str, findings: Sequence[Finding]) -> str:
    """``text`` with every suggestion of a style finding put in; of two that overlap, the first.

    >>> apply_fixes("申請および届出", (Finding("style.CON01", "error", "", 2, 5, "及び"),))
    '申請及び届出'
    """
    parts, at = [], 0
    for one in sorted(findings, key=lambda one: (one.start, one.end)):
        if one.rule.startswith(PREFIX) and one.suggestion and one.start >= at:
            parts.append(text[at : one.start] + one.suggestion)
            at = one.end
    return "".join([*parts, text[at:]])


def _by_rules(ready: StyleText, guide: StyleGuide, profile: str) -> Iterator[Finding]:
    own = {word.use for word in guide.own}
    for rule in guide.matching(profile, ready.grams):
        if rule.unless_document and rule.unless_document.search(ready.text):
            continue
        if rule.with_document and not rule.with_document.search(ready.text):
            continue
        end = rule.until.search(ready.text) if rule.until else None
        for match in rule.pattern.finditer(ready.text, 0, end.start() if end else len(ready.text)):
            if match[0] in own or not _applies(rule, match, ready):
                continue
            yield _told(rule, match, ready)
            if rule.once:
                break


def _applies(rule: Rule, match: re.Match[str], ready: StyleText) -> bool:
    start, end = match.span()
    if ready.quiet(start, end) or (rule.word and not ready.begins_word(start)):
        return False
    if rule.pos:
        word = ready.word_at(start)
        named = word is not None and word.parts[0].startswith(rule.pos)
        if not named and not _NOMINAL.match(ready.text, end):
            return False
    if rule.after:
        before = ready.word_at(start - 1) if start else None
        if before is None or rule.after not in before.parts:
            return False
    if rule.prose or rule.unless_sentence:
        sentence = ready.sentence_at(start)
        if rule.prose and sentence.row:
            return False
        if rule.unless_sentence and rule.unless_sentence.search(sentence.text):
            return False
    return True


def _told(rule: Rule, match: re.Match[str], ready: StyleText) -> Finding:
    words = match[0].strip("\n")
    suggestion = replacement(rule, match)
    before, after = _around(match, ready) if suggestion else ("", "")
    quoted, instead = f"{before}{words}{after}", f"{before}{suggestion}{after}"
    shown = words if len(words) <= _LONG else f"{words[:_LONG]}……"
    if suggestion and len(instead) <= _LONG * 2 and len(quoted) <= _LONG:
        message = f"「{quoted}」は「{instead}」と書きます。"
    else:
        message = f"「{shown}」：{rule.prefer}"
    source = f"{rule.reason}（{rule.source}）"
    start, end = match.span()
    if rule.fix.startswith("\\1") and suggestion and match.start(1) == start and match[1] != match[0]:
        start, suggestion = match.end(1), suggestion[len(match[1]) :]  # what stays is no part of the fault
    return Finding(PREFIX + rule.id, rule.severity, message, start, end, suggestion, source)


def _around(match: re.Match[str], ready: StyleText) -> tuple[str, str]:
    """What the words of the text have before and behind the match: a finding quotes 「致します」, not 「致」."""
    start, end = match.span()
    if match[0] != match[0].strip("\n") or end <= start:
        return "", ""
    first, last = ready.word_at(start), ready.word_at(end - 1)
    left, right = first.start if first else start, last.end if last else end
    if last and last.parts[0] == "動詞":  # 出来ません, 致します
        while (tail := ready.word_at(right)) and tail.parts[4] in _TAILS:
            right = tail.end
    if right - left == 1 and first and (beside := ready.word_at(right)) and first.parts[0] == "接頭辞":
        right = beside.end
    elif right - left == 1 and (beside := ready.word_at(left - 1) if left else None):
        left = beside.start if beside.parts[0] != "補助記号" else left
    return ready.text[left:start], ready.text[end:right]


def replacement(rule: Rule, match: re.Match[str]) -> str:
    """The text that may stand instead of the match, or "" where a person has to decide."""
    words = match[0]
    if words in rule.words:
        return rule.words[words]
    change = rule.fix
    if not change.startswith("@"):
        return match.expand(change) if change else ""
    if change == "@桁区切り":
        return f"{int(unicodedata.normalize('NFKC', words)):,}"
    if change == "@千百":
        plain = unicodedata.normalize("NFKC", words[:-1])
        return f"{int(plain) * (1000 if words[-1] == '千' else 100):,}"
    if change == "@漢数字":
        plain = unicodedata.normalize("NFKC", words)
        return re.sub(r"[0-9]", lambda digit: _DIGITS[int(digit[0])], plain)
    return unicodedata.normalize("NFKC", words)


_PLACE = re.compile(r"[一-龠々ァ-ヶー]{0,8}(?:課|係|室|部|局|班|センター)(?:長|員)?(?![一-龠々])")
"""What makes a word the name of an office: こども|育成係."""


def _office_words(ready: StyleText, guide: StyleGuide, profile: str) -> Iterator[Finding]:
    """The office's own spelling, but not inside the names that are written otherwise by law."""
    for number, word in enumerate(guide.own, start=1):
        if profile not in word.profiles or not may_match(word.avoid, ready.grams):
            continue
        named = [span for term in word.unless for span in _spans(term, ready.text)]
        for match in word.avoid.finditer(ready.text):
            inside = any(start <= match.start() and match.end() <= end for start, end in named)
            inside = inside or bool(_PLACE.match(ready.text, match.end()))
            if not inside and not ready.quiet(*match.span()) and not _uses(word, match, ready.text):
                message = f"「{match[0]}」は「{word.use}」と書きます。"
                yield Finding(
                    f"{PREFIX}OWN{number:02}", word.severity, message, *match.span(), word.use, word.reason
                )


def _uses(word: OfficeWord, match: re.Match[str], text: str) -> bool:
    """Whether the match is part of the right spelling (子供 in 子供たち)."""
    return text.startswith(word.use, match.start()) or text.endswith(word.use, 0, match.end())


def _spans(term: str, text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(re.escape(term), text))


def _once(found: Sequence[Finding]) -> Iterator[Finding]:
    """Of findings on the very same characters, the gravest (and of equals the first)."""
    order = ("error", "warning", "info")
    best: dict[tuple[int, int], Finding] = {}
    for one in found:
        place = (one.start, one.end)
        if place not in best or order.index(one.severity) < order.index(best[place].severity):
            best[place] = one
    return iter(best.values())
