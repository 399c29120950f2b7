"""Personal data in a text: numbers by their form and check digit, names, addresses, birth dates. Knows no model.

What is public (prompts/public_names.toml, papers that anybody may read) is not personal. Nothing is logged here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.checks.personal.names import find_people
from app.checks.personal.official import of_office
from app.checks.personal.public import PublicNames
from app.result import Finding
from app.text.grams import grams_of, may_match

MY_NUMBER = "マイナンバー"
_D, _E, _S = r"(?<![0-9A-Za-z\-])", r"(?![0-9A-Za-z\-])", r"[- ]?"
_NEAR = 24
"""Characters before a number in which the word that tells what it is may stand."""
_BEFORE = 64
"""Characters of an address before its number, at most (40 by its pattern)."""


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal data: ``text == source[start:end]``; ``kind`` is also the name of its placeholder."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Form:
    """How one kind is written. ``near``: words before it, one of which must be there; ``good``: what must hold of the
    match; group 1 is the data itself; ``run``: digits in a row that every match has; ``core``: what every match holds within
    its first _BEFORE characters and then some, quicker to look for."""

    kind: str
    pattern: re.Pattern[str]
    near: re.Pattern[str] | None = None
    good: Callable[[str], bool] = lambda text: True
    run: int = 0
    core: re.Pattern[str] | None = None


def my_number_ok(text: str) -> bool:
    """The check digit of a マイナンバー (省令第85号第5条): 11 − Σ PnQn mod 11, 0 for a remainder of 0 or 1.

    >>> my_number_ok("1234 5678 9018"), my_number_ok("123456789012")
    (True, False)
    """
    digits = [int(one) for one in re.sub(r"\D", "", text)]
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    total = sum(
        digit * (place + 1 if place <= 6 else place - 5)
        for place, digit in enumerate(reversed(digits[:-1]), start=1)
    )
    rest = total % 11
    return digits[-1] == (0 if rest <= 1 else 11 - rest)


def luhn_ok(text: str) -> bool:
    """The check digit of a card number.

    >>> luhn_ok("4111 1111 1111 1111"), luhn_ok("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(one) for one in re.sub(r"\D", "", text)]
    if len(set(digits)) < 2:
        return False
    doubled = (
        digit if place % 2 == 0 else sum(divmod(2 * digit, 10))
        for place, digit in enumerate(reversed(digits))
    )
    return sum(doubled) % 10 == 0


def _telephone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if not digits.strip("0"):
        return False  # 000-000-0000 holds a place
    long = digits.startswith(("050", "060", "070", "080", "090"))
    return not digits.startswith(("0120", "0800", "0570")) and len(digits) == (11 if long else 10)


_DAY = (
    r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR])\s?(?:元|[0-9]{1,2})[年./]\s?[0-9]{1,2}[月./]\s?[0-9]{1,2}日?"
    r"|(?:19|20)[0-9]{2}[年./\-]\s?[0-9]{1,2}[月./\-]\s?[0-9]{1,2}日?)"
)
_TOWN = r"(?:(?:東京都|北海道|(?:京都|大阪)府|[一-龠]{2,3}県)?\s?(?:[一-龠ぁ-んァ-ヶ]{1,7}?[市区郡]\s?)?(?:[一-龠ぁ-んァ-ヶ]{1,6}?[区町村])?)"
_LOT = (
    r"(?:[0-9一二三四五六七八九十]+丁目\s?(?:[0-9]+番地?(?:の?[0-9]+)?号?|[0-9]+(?:-[0-9]+){0,2}(?![0-9]|棟|件|戸|世帯|人|名|か所|箇所)号?|[0-9]+の[0-9]+)"
    r"|[0-9]+番地(?:の?[0-9]+)?|[0-9]+番[0-9]+号|(?<=[一-龠ぁ-んァ-ヶー])[1-9][0-9]{0,3}-[0-9]{1,4}-[0-9]{1,4}(?![0-9-])"
    r"|(?<=[一-龠ぁ-んァ-ヶー])[1-9][0-9]{0,3}-[0-9]{1,3}(?=番|号室))"
)
_HOUSE = r"(?:\s?[一-龠ァ-ヶーA-Za-z]{2,14}(?:荘|ハイツ|コーポ|マンション|ビル|団地|住宅)?\s?(?:[0-9]{1,2}号?棟)?\s?[0-9]{2,4}号室?)?"
_FORMS = (
    _Form("免許証番号", re.compile(rf"免許証?(?:の)?番号[:は ]{{0,3}}([1-9][0-9]{{11}}){_E}")),
    _Form("手帳番号", re.compile(r"(?<!年金)手帳[^\n]{0,16}?(?:番号|第)[:は 第]{0,3}([0-9]{4,8})(?![0-9]|-[0-9])")),
    _Form(MY_NUMBER, re.compile(rf"(?<![0-9]{{4}}[- ]){_D}([0-9]{{4}}{_S}[0-9]{{4}}{_S}[0-9]{{4}})(?![- ][0-9]{{4}}(?![0-9])){_E}"), good=my_number_ok, run=4),
    _Form(MY_NUMBER, re.compile(rf"(?<![0-9]{{4}}[- ]){_D}([0-9]{{4}}{_S}[0-9]{{4}}{_S}[0-9]{{4}})(?![- ][0-9]{{4}}(?![0-9])){_E}"), re.compile(r"マイナンバー|個人番号(?!カード)"), run=4),
    _Form("カード番号", re.compile(rf"{_D}([0-9]{{4}}(?:{_S}[0-9]{{4}}){{2}}{_S}[0-9]{{2,4}}){_E}"), None, lambda t: len(re.sub(r"\D", "", t)) >= 14 and luhn_ok(t), run=4),
    _Form("メール", re.compile(r"(?<![A-Za-z0-9._%+\-])([A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)")),
    _Form("基礎年金番号", re.compile(rf"{_D}([0-9]{{4}}{_S}[0-9]{{6}}){_E}"), re.compile(r"年金"), run=4),
    _Form("免許証番号", re.compile(rf"{_D}([1-9][0-9]{{11}}){_E}"), re.compile(r"免許"), run=12),
    _Form("在留カード番号", re.compile(r"(?<![0-9A-Za-z])([A-Z]{2}[0-9]{8}[A-Z]{2})(?![0-9A-Za-z])"), run=8),
    _Form("旅券番号", re.compile(r"(?<![0-9A-Za-z])([A-Z]{2}[0-9]{7})(?![0-9A-Za-z])"), re.compile(r"旅券|パスポート"), run=7),
    _Form("住民票コード", re.compile(rf"{_D}([0-9]{{11}}){_E}"), re.compile(r"住民票コード"), run=11),
    _Form("被保険者番号", re.compile(rf"{_D}([0-9]{{10}}){_E}"), re.compile(r"介護|被保険者"), run=10),
    _Form("被保険者番号", re.compile(rf"{_D}([0-9]{{7,8}}){_E}"), re.compile(r"(?<!保険者番号)被保険者番号|被保険者証|後期高齢"), run=7),
    _Form("被保険者番号", re.compile(r"(記号[:は ]{0,2}[0-9ぁ-んァ-ヶ一-龠・\-]{1,10}[ 、,]{0,2}番号[:は ]{0,2}[0-9\-]{1,10})"), re.compile(r"保険|被保険者|国保")),
    _Form("被保険者番号", re.compile(r"記号・番号[:は ]{0,3}([ぁ-んァ-ヶ一-龠]{0,6} ?[0-9]{1,6}[・\- ][0-9]{3,10})(?![0-9])")),
    _Form("口座番号", re.compile(r"((?:普通|当座|貯蓄)(?:預金)?\s?(?:口座)?(?:番号)?[:は ]{0,2}[0-9]{6,8})(?![0-9])"), run=6),
    _Form("口座番号", re.compile(rf"{_D}([0-9]{{7}}){_E}"), re.compile(r"口座"), run=7),
    _Form("口座番号", re.compile(r"((?:記号[:は ]{0,2})?1[0-9]{3}0[ \-]?[0-9]?[ 、\-]{0,2}(?:番号[:は ]{0,2})?[0-9]{1,7}1)(?![0-9])"), re.compile(r"ゆうちょ|郵便局|貯金"), run=4),
    _Form("電話番号", re.compile(rf"{_D}(0[5-9]0[-( ]?[0-9]{{4}}[-) ]?[0-9]{{4}}){_E}"), None, _telephone, run=4),
    _Form("電話番号", re.compile(rf"(?<![0-9\-第])(?<![A-Za-z]-)(0[0-9]{{1,4}}[-(][0-9]{{1,4}}[-)][0-9]{{3,4}}|\(0[0-9]{{1,4}}\)[0-9]{{1,4}}-[0-9]{{4}}){_E}"), None, _telephone, run=3),
    _Form("電話番号", re.compile(rf"{_D}(0[0-9]{{9}}){_E}"), re.compile(r"電話|TEL|Tel|連絡先|携帯|FAX"), _telephone, run=10),
    _Form("生年月日", re.compile(rf"(?:生年月日|誕生日)[^0-9明大昭平令MTSHR\n]{{0,6}}({_DAY})")),
    _Form("生年月日", re.compile(rf"({_DAY})\s?(?:生(?![産活徒物涯ま効])|生まれ(?![0-9以]|まで|から|の(?:方|者|子(?:から|まで|を対象|が対象|も対象)))|に生まれ)")),
    _Form("住所", re.compile(rf"((?:{_TOWN}[一-龠ぁ-んァ-ヶー]{{0,8}}?(?:大字|字)?[一-龠ァ-ヶー]{{0,8}}?){_LOT}{_HOUSE})"), core=re.compile(_LOT)),
)  # fmt: skip


def find_personal(text: str, public: PublicNames) -> tuple[Personal, ...]:
    """Everything personal in ``text`` that is not public, in order, none overlapping; the earlier kind wins."""
    copy, places = _copy(text)
    taken = bytearray(len(text))
    found: list[Personal] = []

    def take(kind: str, start: int, end: int) -> None:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Personal(kind, start, end, text[start:end]))

    grams, longest = grams_of(copy), max(map(len, _RUN.findall(copy)), default=0)
    for form in _FORMS:
        held = form.run <= longest and may_match(form.pattern, grams)
        if not held or (form.near and not may_match(form.near, grams)):
            continue
        for start, end in _matches(form, copy, public):
            take(form.kind, places[start], places[end - 1] + 1)
    for start, end in find_people(text, public):
        take("氏名", start, end)
    return tuple(sorted(found, key=lambda one: one.start))


def check_personal(text: str, public: PublicNames) -> tuple[Finding, ...]:
    """Findings for a person: what is personal, and what it could be replaced by. A マイナンバー is an error."""
    from app.text.pseudonyms import Pseudonyms

    hidden = Pseudonyms(public)
    findings = []
    for one in find_personal(text, public):
        grave = one.kind == MY_NUMBER
        message = _BLOCKS if grave else _TELLS.format(kind=one.kind, text=one.text)
        severity = "error" if grave else "warning"
        placeholder = hidden.placeholder(one.kind, one.text)
        findings.append(
            Finding(f"personal.{one.kind}", severity, message, one.start, one.end, placeholder, _WHY)
        )
    return tuple(findings)


_BLOCKS = (
    "マイナンバー（個人番号）と思われる12桁の番号があります。消してください。下書きや質問には入れられません。"
)
_TELLS = "{kind}と思われる「{text}」があります。要らなければ消すか、伏せてください。"
_WHY = "個人情報の保護に関する法律。庁外の文章モデルに渡すときは、自動で伏せ字に替えます"


def has_my_number(text: str) -> bool:
    """Whether a マイナンバー stands in ``text``; looks for nothing else, so that every source can be asked."""
    if not re.search(r"[0-9０-９]{4}", text):
        return False
    copy, _ = _copy(text)
    numbers = (form for form in _FORMS if form.kind == MY_NUMBER)
    return any(True for form in numbers for _ in _matches(form, copy, PublicNames()))


def _matches(form: _Form, copy: str, public: PublicNames) -> Iterator[tuple[int, int]]:
    for match in _found(form, copy):
        start, end = match.span(1)
        start += len(copy[start:end]) - len(copy[start:end].lstrip())
        before = copy[max(0, start - _NEAR) : match.end()]
        if form.near and not form.near.search(before.rpartition("\n")[2] or before):
            continue
        words = copy[start:end]
        office = of_office(form.kind, copy, start, end)
        if form.good(words) and not office and not _is_public(form.kind, words, public):
            yield _trimmed(form.kind, copy, start, end)


def _found(form: _Form, copy: str) -> Iterator[re.Match[str]]:
    """What finditer finds; where the form has a core, only around each core, as a match begins shortly before one."""
    if form.core is None:
        yield from form.pattern.finditer(copy)
        return
    at = 0
    while core := form.core.search(copy, at):
        match = form.pattern.search(copy, max(at, core.start() - _BEFORE))
        if match is None:
            return
        yield match
        at = match.end()


def _trimmed(kind: str, copy: str, start: int, end: int) -> tuple[int, int]:
    """An address begins at its first place name, not at a word before it."""
    if kind == "住所" and (
        cut := re.match(r"(?:住所|所在地|在住|自宅|現住所|本籍|は|の|へ|に|と|が)+", copy[start:end])
    ):
        start += cut.end()
    return start, end


def _is_public(kind: str, words: str, public: PublicNames) -> bool:
    listed = {"電話番号": public.has_phone, "メール": public.has_mail, "住所": public.has_address}.get(kind)
    return bool(listed and listed(words))


def _copy(text: str) -> tuple[str, Sequence[int]]:
    """The text in one width with one kind of dash and space, and where each of its characters stands in ``text``."""
    copy = _AFTER_DIGIT.sub("-", text.translate(_same))
    if len(copy) == len(text):
        return copy, range(len(text))
    return copy, [at for at, one in enumerate(text) for _ in _same[ord(one)]]


_AFTER_DIGIT = re.compile(r"(?<=\d)ー")
_RUN = re.compile(r"[0-9]+")


class _Same(dict[int, str]):
    """Each character as it is compared, made when it is first met."""

    def __missing__(self, code: int) -> str:
        same = unicodedata.normalize("NFKC", chr(code))
        self[code] = re.sub(r"[‐‑‒–—―−ｰ]", "-", same).replace("\u3000", " ")
        return self[code]


_same = _Same()
