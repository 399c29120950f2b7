"""A filled form, checked against its template. Knows nothing of what is done with the values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from app.events import FormError
from app.law.task import kind_named
from app.tasks.template import BILL, NAMED, SHORT, YEARS, Field, TaskTemplate
from app.tasks.years import long_years, with_western
from app.text.written_days import written_out
from ingest.law.numbers import fiscal_year, parse_day, to_wareki
from ingest.search_key import normalise

LONGEST = {"textarea": 200_000, "text": 400}
YES = "はい"
_OF_YEARS = ("計画の期間", "年度")
"""Fields that hold fiscal years and nothing else."""
_AMOUNT = re.compile(r"金?(?P<digits>[0-9][0-9,]*)円?")
_FORM = "株式会社|有限会社|合同会社|合資会社|合名会社|協同組合|事務所|法人[^ 　\n、。]{0,8}会"
_COMPANY = re.compile(rf"(?:{_FORM})[^ 　\n、。（）]+|[^ 　\n、。（）]{{1,20}}(?:{_FORM})")
"""「前株」 and 「後株」; an address, which a space or a new line parts from it, is none."""
_COLUMN = re.compile(r"(?<![A-Z0-9])[A-Z]{1,3}(?![A-Z])")
"""The letters of a column. A field whose default is one asks for columns."""


def read_form(template: TaskTemplate, fields: Mapping[str, str]) -> dict[str, str]:
    """The values as they are written in a draft: dates as 令和9年1月10日（日）, defaults filled in, "" where empty.

    A date is there a second time under 「期限（月日）」 as 1月10日（日）, for a subject line.
    「議案」 is 条例, 規則 … of a 例規案. 「複数年度」 is 「複数の年度」 where the time from 開始日 to 終了日 goes beyond one.

    Raises FormError with every problem at once: unknown field, missing, not one of the options, no such date.
    """
    problems = [
        (name, f"「{name}」という入力欄はありません（{'、'.join(field.id for field in template.fields)}）。")
        for name in fields
        if template.field(name) is None
    ]
    raw = _raw(template)
    values: dict[str, str] = {}
    for field in template.fields:
        given = str(fields.get(field.id, "")).replace("\r\n", "\n").strip() or field.default
        message = _problem(field, given)
        if message:
            problems.append((field.id, message))
        else:
            given = _columns(given) if _COLUMN.fullmatch(field.default) else given
            values[field.id] = _written(field, given, written=field.id not in raw)
            if field.type == "date":
                values[f"{field.id}{SHORT}"] = values[field.id].partition("年")[2]
            if "名称" in field.label:
                values[f"{field.id}{NAMED}"] = company_in(given)
    if problems:
        raise FormError(tuple(problems))
    begin, end = (parse_day(values.get(name, "")) for name in ("開始日", "終了日"))
    law = template.sources.law
    values[BILL] = kind_named(values.get(law, "")) if law else ""
    values[YEARS] = "複数の年度" if begin and end and fiscal_year(begin) < fiscal_year(end) else ""
    return values


def _columns(given: str) -> str:
    """The letters alone where the form asks for a column of a table: 「A列：氏名、B列：生年月日」 → 「A・B」."""
    found = dict.fromkeys(_COLUMN.findall(normalise(given).upper()))
    return "・".join(found) or given


def _problem(field: Field, given: str) -> str:
    """What is wrong with one value, "" when nothing is."""
    label = field.label
    if not given:
        return f"「{label}」を入力してください。" if field.required else ""
    if field.type == "select" and given not in field.options:
        return f"「{label}」の「{given}」は選べません。選べるのは {'、'.join(field.options)} です。"
    if field.type == "date" and _day(given) is None:
        return f"「{label}」の「{given}」は日付として読めません。令和8年12月6日 か 2026-12-06 の形で、ある日付を入力してください。"
    if field.type == "number" and not _is_number(given):
        return f"「{label}」の「{given}」は数字として読めません。半角の数字で入力してください。"
    if field.type == "check" and given not in (YES, "いいえ"):
        return f"「{label}」は「はい」か「いいえ」です。"
    limit = LONGEST.get(field.type)
    if limit and len(given) > limit:
        return f"「{label}」は{limit:,}字までです（今は{len(given):,}字）。分けて入力してください。"
    return ""


def _raw(template: TaskTemplate) -> frozenset[str]:
    """The fields that hold somebody's own text, and all of a task that writes law or code: nothing is rewritten there."""
    if template.recipes or template.sources.law:
        return frozenset(field.id for field in template.fields)
    return frozenset((template.sources.input, *(section.keeps for section in template.sections)))


def _written(field: Field, given: str, *, written: bool) -> str:
    if field.type == "date" and given:
        day = _day(given)
        return to_wareki(day, weekday=True) if day else ""
    if field.type == "check":
        return given if given == YES else ""
    if field.label in _OF_YEARS:
        return with_western(long_years(given)) if field.label == _OF_YEARS[0] else long_years(given)
    if field.label.endswith("（円）") and (amount := _AMOUNT.fullmatch(normalise(given))):
        return f"{int(amount['digits'].replace(',', '')):,}円"
    return written_out(given) if written and field.type in ("text", "textarea") else given


def company_in(words: str) -> str:
    """The company that the words name among other things, "" for none.

    >>> company_in("若葉市栄町1-1 株式会社みどり舞台 代表取締役 緑川 進"), company_in("（未定）")
    ('株式会社みどり舞台', '')
    """
    found = _COMPANY.search(words)
    return found[0] if found else ""


def _day(text: str) -> date | None:
    """2026-12-06, 令和8年12月6日（日）, R8.12.6, 2026年12月6日; a wrong weekday is not a date."""
    return parse_day(text.strip())


def _is_number(text: str) -> bool:
    try:
        return float(text) >= 0
    except ValueError:
        return False
