"""Another office's drafts and answers speak in its name: nothing of みどり市 goes out, a 町 does not call itself 市."""

import dataclasses
import re

import pytest

from app.checks.personal.public import load_public_names
from app.municipality import in_own_words
from app.records.hours import load_hours
from app.tasks.form import read_form
from app.tasks.placeholder import fill
from app.wire import Office
from ingest.settings import load_settings

OTHER = re.compile(r"みどり市|柊木|若葉県")
"""What is true of the invented city alone."""


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from texts(getattr(value, each.name))


def office(city):
    return Office(load_settings({"SHITAGAKI_CITY": city, "SHITAGAKI_LLM": "none"}))


@pytest.mark.parametrize("city", ["くぬぎ町", "くぬぎ村", "くぬぎ市"])
def test_no_template_and_no_page_names_the_invented_city(city):
    made = office(city)
    said = [*texts(made.prompts.templates), *texts(made.prompts.messages), *texts(dict(made.words.table))]
    assert len(said) > 2000
    assert [text for text in said if OTHER.search(text) and "検索（" not in text] == []
    assert f"お世話になっております。{city}{{差出人}}です。" in "\n".join(said)
    assert made.prompts.templates["kaitou"].field("名義").default == f"{city}長"


def test_the_invented_city_stays_as_it_is_written():
    assert office("みどり市").prompts.templates["kaitou"].field("名義").default == "みどり市長　柊木　真理子"


@pytest.mark.parametrize(
    ("said", "town"),
    [
        ("市の公開の文書から、機械がお答えします。", "町の公開の文書から、機械がお答えします。"),
        ("みどり市役所の市民課へ。市役所は本庁です。", "くぬぎ町役場の市民課へ。町役場は本庁です。"),
        ("［市役所｜しやくしょ］の 人", "［役場｜やくば］の 人"),
        ("市町村と都市計画、他市の例、市外局番から", "市町村と都市計画、他市の例、市外局番から"),
        ("市外に引っ越す市民へ、市長から", "町外に引っ越す町民へ、町長から"),
        ("市里公开的文件、市政府", "市里公开的文件、市政府"),
    ],
)
def test_a_town_speaks_of_itself_as_a_town(said, town):
    assert in_own_words(said, "くぬぎ町") == town
    assert in_own_words({"a": (said,)}, "みどり市") == {"a": (said,)}


@pytest.mark.parametrize(
    "given",
    ["2026-12-06", "令和8年12月6日", "令和８年１２月６日（日）", "R8.12.6", "2026年12月6日", "2026/12/6"],
)
def test_a_date_is_taken_as_an_office_writes_it(given):
    template = office("みどり市").prompts.templates["aisatsu"]
    filled = {"行事名": "出初式", "立場": template.field("立場").options[0], "話者": "市長", "開催日": given}
    assert read_form(template, filled)["開催日"] == "令和8年12月6日（日）"


def test_about_is_said_once():
    assert (
        fill("{件名}について（回答案）", {"件名": "ごみ袋の値段について"}) == "ごみ袋の値段について（回答案）"
    )
    assert fill("件名：{件名}", {"件名": "ごみ袋の値段について"}) == "件名：ごみ袋の値段について"
    assert (
        fill("本業務は、{目的}ことを目的とする。", {"目的": "冬期の交通の確保"})
        == "本業務は、冬期の交通の確保を目的とする。"
    )
    assert (
        fill("本業務は、{目的}ことを目的とする。", {"目的": "雪を除く"})
        == "本業務は、雪を除くことを目的とする。"
    )


@pytest.mark.parametrize(
    ("city", "strange", "hosts", "phones", "sections"),
    [
        ("みどり市", (), ("city.midori.example", "lg.jp", "go.jp"), 40, {"", "市民課"}),
        ("くぬぎ町", ("residents_hours.toml", "public_names.toml"), ("lg.jp", "go.jp"), 0, {""}),
    ],
)
def test_no_office_has_the_hours_telephones_and_names_of_another(city, strange, hosts, phones, sections):
    from app.web.residents.desk import open_desk

    made = office(city)
    desk, public = open_desk(made), made.prompts.public
    assert (desk.strange, public.hosts, public.domains) == (strange, hosts, hosts)
    assert (len(desk.phones), set(desk.hours.weeks)) == (phones, sections)
    assert bool(public.names) == bool(public.addresses) == desk.hours.is_of(city) == (not strange)
    desk.close()


def test_the_lists_that_an_office_has_written_itself_are_its_own(tmp_path):
    names, hours = tmp_path / "public_names.toml", tmp_path / "hours.toml"
    names.write_text('phones = ["0260-88-2110"]\nshared = ["lg.jp"]\n', encoding="utf-8")
    hours.write_text(
        '[default]\ndays = "月"\nfrom = "09:00"\nto = "17:00"\n[[section]]\nname = "住民課"\n',
        encoding="utf-8",
    )
    assert load_public_names(names).of("くぬぎ町").phones == ("0260-88-2110",)
    assert load_hours(hours).of("くぬぎ町").text("住民課") == "月 9:00〜17:00（祝日を除く）"
    for file, city in ((names, "くぬぎ町"), (hours, "くぬぎ町")):
        file.write_text(f'city = "{city}"\n{file.read_text("utf-8")}', encoding="utf-8")
    assert load_public_names(names).of("くぬぎ町").hosts == ("lg.jp",)
    assert load_public_names(names).of("あおば町").phones == ()
    assert load_hours(hours).of("あおば町").is_of("あおば町") is False
