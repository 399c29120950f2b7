"""An answer for the council without a model: the question received, cited facts, the stance. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.extractive.filler import Filler
from app.extractive.headed import find_part, paragraphs, split_past
from app.extractive.quoting import cite, is_said_row, telling
from app.extractive.relevance import tell
from app.extractive.ruled import listed_of
from app.extractive.spoken_rows import spoken_row
from app.extractive.statements import Statement
from app.extractive.subjects import of_its_heading
from app.extractive.touching import concerns
from app.extractive.unsaid import PROMISES, greets, is_opinion, is_said, names_form
from app.extractive.weighing import meaning_pairs, share
from app.material import Material, Piece
from app.rewording.polite_style import to_polite
from app.tasks.placeholder import names
from app.tasks.template import Section
from app.text.matters import matters_of, proposed
from app.text.names import family_name
from app.text.polite import make_polite
from app.text.spans import find_spans

_LONG_ENOUGH = 8
_MATTER = 0.5
_EACH = 2
"""Sentences of one matter."""
_LABELLED = re.compile(r"[^　：。]{1,10}　|[^：。]{1,24}：")
"""「クマ　周辺での目撃があるため、…」: an item of a list or a row, not said in a speech."""

_OPEN_LIST = re.compile(r"次の各号|次に掲げる|次のとおり|必要な事項を定める")
"""A sentence that leads to a list, or says what a rule is for, tells nothing without the rest."""
_OF_SOMETHING = re.compile(r"[はがも]|について|につきまして")
"""A sentence that is of nothing (「平成26年度から開いている。」) tells the council nothing by itself."""
_ASKS_TO_BE_TOLD = re.compile(
    r"(?:状況|実績|現状|推移|件数|人数|戸数|台数|利用者数|費用|金額|経費|進捗|経過|結果)(?=(?:[はをに]|について|、|は?(?:どう|いか|幾|いく))|$)"
)
_NUMBER = re.compile(r"^[　 ]*(?:[（(]?[0-9０-９]{1,2}[)）.．]?|[①-⑳])[　 ]*")
_SEAT_NUMBER = re.compile(r"^[0-9０-９]+番[　 ]*(?=[^　 （(])")
_SEAT = re.compile(r"^[0-9０-９]+番[　 ]*(?P<family>[^　 （）()]{1,5})[　 ]+[^　 （）()]{1,5}議員")


def make_answer(section: Section, material: Material) -> Iterator[Piece]:
    """質問の受け止め → 現状 → 結論. The last sentence is the stance's own: it is never left to a model's taste."""
    notes = _facts(section, material)
    facts = [f"　{cite(words, number)}" for number, words in notes[: section.limit]]
    facts = [make_polite(line) if section.polite else line for line in facts]
    body = list(_past_answer(section, material)) or facts
    values = {name: addressed(value) for name, value in material.values.items()}
    opening = material.template.fill(section.text, values)
    ask = material.ask(section) if notes else ""
    if ask and not material.whole:  # a small model writes what stands between the courtesy and the conclusion
        yield Piece(opening, section)
        opening = ""
    text = "\n".join(line for line in (opening, *body, *_untold(material, body)) if line)
    yield Piece(text, section, ask=ask, target=section.target(material.values), notes=notes)
    if reason := reason_of(material):
        yield Piece(f"　{reason}", section)
    if closing := closing_sentence(material):
        yield Piece(f"　{closing}", section)


def _facts(section: Section, material: Material) -> tuple[tuple[int, str], ...]:
    """(number, sentence) of what the sources say of each matter of the question, then of its subject. What was promised
    before is no fact of today: the conclusion is the stance's own."""
    subject = material.fill(material.template.past.query)
    matters = matters_of(material.fill(material.template.sources.council).partition("\n")[2])
    about = "\n".join((*matters, subject))
    grounds = tuple(one for one in material.grounds if not is_said(one))
    of_matters = [
        (each.number, of_its_heading(each))
        for matter in matters
        for each in tell(grounds, matter, most=_EACH)
        if _is_of(each, matter, subject, material)
    ]
    told = telling(grounds, _about(material), most=3 * section.limit, subject=subject)
    of_matters += [(each.number, each.text) for each in tell(grounds, subject, most=_EACH) if each.row]
    spoken = [(number, said) for number, words in of_matters if (said := spoken_row(words, about))]
    known = _figures("".join(words for _, words in (*told, *of_matters) if not is_said_row(f"{words}。")))
    rows = [each for each in spoken if not _figures(each[1]) <= known]  # a sentence says it already
    found = dict.fromkeys((*of_matters, *rows, *told))
    plain = [each for each in found if not is_said_row(each[1]) and not PROMISES.search(each[1])]
    told_of = [
        each
        for each in plain
        if _OF_SOMETHING.search(each[1])
        and not (
            _LABELLED.match(each[1])
            or _OPEN_LIST.search(each[1])
            or names_form(each[1])
            or is_opinion(each[1])
        )
    ]
    listed = listed_of(subject, grounds)
    return (*listed, *(each for each in told_of if not greets(each[1])))[: section.limit + 1]


def _untold(material: Material, body: Sequence[str]) -> Iterator[str]:
    """What a line of the 要旨 asks to be told (状況, 実績, 件数), where no sentence of the answer tells it: it stays open."""
    for line in material.fill(material.template.sources.council).split("\n")[1:]:
        if not _ASKS_TO_BE_TOLD.search(line):
            continue
        for part in re.split("[。、？?]", line):
            asked = _ASKS_TO_BE_TOLD.search(part)
            matter = _NUMBER.sub("", part[: asked.end()]).strip("　 ・") if asked else ""
            wanted = meaning_pairs(matter)
            told = max((share(wanted, meaning_pairs(each), {}) for each in body), default=0.0)
            if asked and wanted and told < _MATTER:
                yield f"　【要確認：{matter}】"


def _figures(words: str) -> set[object]:
    return {(span.kind, span.value) for span in find_spans(words) if span.kind in ("数", "金額", "割合")}


def _is_of(each: Statement, matter: str, subject: str, material: Material) -> bool:
    """Whether a statement on a matter of the question is of its subject too, or says the matter itself."""
    source = next(one for one in material.grounds if one.number == each.number)
    wanted = meaning_pairs(matter)
    said = share(wanted, meaning_pairs(f"{each.above}\n{each.text}"), {}) >= _MATTER
    return said or concerns(f"{source.document.title}\n{source.text}", subject)


def closing_sentence(material: Material) -> str:
    """The sentence that says the policy as firmly as the clerk chose, "" where the task has no stance."""
    stance = material.template.stance
    level = stance.level(material.values) if stance else None
    if level is None:
        return ""
    summary = material.fill(material.template.sources.council).partition("\n")[2]
    values = dict(material.values)
    if matter := proposed(summary, values.get(stance.reason, "") if stance else ""):
        named = f"御提案の「{matter}」" if matter.endswith("を") else matter
        values |= dict.fromkeys(names(level.closing), named)
    said = material.template.fill(level.closing, values)
    return said.replace("についてにつきましては", "につきましては")


def reason_of(material: Material) -> str:
    """The reason for the policy as the form gives it, said politely; "" where it gives none."""
    stance = material.template.stance
    reason = material.values.get(stance.reason, "").strip() if stance and stance.reason else ""
    lines = [line.strip("・ 　。") for line in reason.splitlines() if line.strip()]
    return "".join(_said(line) for line in lines)


def _said(line: str) -> str:
    """A note as it is said: 「公民館まで8分で行けます。」, 「近隣も上限が多いことによるものです。」 for what no rule turns."""
    made, left = to_polite(f"{line}。")
    return f"{line}ためです。" if left else made


def addressed(value: str) -> str:
    """A member as the answerer addresses them: 「9番　白石のぞみ議員（市民クラブ）」 → 「白石議員」; others as they are."""
    if spaced := _SEAT.match(value.strip()):
        return f"{spaced['family']}議員"
    seat = re.fullmatch(
        r"[0-9０-９]+番(?:（([^（）]+)君）|[ 　]*([一-龠々ぁ-んァ-ヶー]{2,8}(?:[ 　][一-龠々ぁ-んァ-ヶー]{1,5})?))",
        value.strip(),
    )
    bare = (seat[1] or seat[2] or "") if seat else ""
    if len(apart := bare.split()) > 1:
        return f"{apart[0]}議員"
    name = family_name(value) if "議員" in value else family_name(f"{bare}議員") if bare else ""
    return f"{name}議員" if name else _SEAT_NUMBER.sub("", value.strip())


def _past_answer(section: Section, material: Material) -> Iterator[str]:
    """The answer given last time, its slots marked, without its greeting and its conclusion."""
    if material.past is None or not material.past.same:
        return
    part = find_part(split_past(material.past), (section.title, *section.aliases))
    if part is None:
        return
    filler = Filler(material)
    told = paragraphs(part.body)
    for paragraph in told[1:-1] if len(told) > 2 else told[:1]:
        yield filler.settle(paragraph).text


def _about(material: Material) -> str:
    """What the question is about: the subject first, then all that the form says of it."""
    subject = material.fill(material.template.past.query)
    said = [value for value in material.values.values() if len(value) > _LONG_ENOUGH]
    return "\n".join([subject, *said[:3]])
