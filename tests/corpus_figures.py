"""Figures that stand beside a thing city.toml knows: fees, population, budget, settlement, statistics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.text.spans import find_spans, number
from ingest.law.numbers import ERAS, fiscal_year, kanji_number
from tests.corpus_fees import fee_slips
from tests.corpus_texts import WIDE, Paper, Violation
from tests.corpus_world import World

_YEAR = re.compile(r"(?P<y>令和(?:[0-9]{1,2}|元)|平成[0-9]{1,2})年(?P<fiscal>度)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A thing that is counted: ``label`` finds its name, ``values`` its figures by year (of the calendar or 年度)."""

    name: str
    label: re.Pattern[str]
    unit: str
    values: tuple[tuple[int, Decimal], ...]
    near: int = 14

    def known(self, year: int | None = None) -> set[Decimal]:
        """All figures, or those of a year; year 0 holds those of no year in particular."""
        return {figure for when, figure in self.values if year is None or when == year}


@lru_cache(maxsize=4)
def figures(world: World) -> tuple[Figure, ...]:
    """The table of what is checked; a label must not be part of a longer word."""
    people = [(western(p["year"]), p) for p in world.all("population")]
    budgets = [(western(b["year"]), b) for b in world.all("budget")]
    closed = [(western(s["year"]), s) for s in world.all("settlement")]
    said = world.table.get("statistics", {})

    def of(
        rows: list[tuple[int, dict[str, int]]], key: str, scale: int = 1
    ) -> tuple[tuple[int, Decimal], ...]:
        return tuple((year, Decimal(str(row[key])) * scale) for year, row in rows if key in row)

    def stat(key: str) -> tuple[tuple[int, Decimal], ...]:
        return tuple((western(when), _decimal(figure)) for when, figure in said.get(key, {}).items())

    def stat_of(table: dict[str, object]) -> tuple[tuple[int, Decimal], ...]:
        return tuple(
            (western(when), _decimal(figure)) for when, figure in table.items() if isinstance(figure, int)
        )

    of_people = of(people, "people") + tuple(
        (0, Decimal(d["people"])) for d in world.all("district_population")
    )
    of_people += tuple((0, Decimal(months[0])) for months in said.get("monthly_population", {}).values())
    of_households = of(people, "households") + tuple(
        (0, Decimal(d["households"])) for d in world.all("district_population")
    )
    of_households += tuple((0, Decimal(months[1])) for months in said.get("monthly_population", {}).values())
    corps = world.table.get("fire_corps", {})
    of_corps = tuple((western(when), Decimal(count)) for when, count in corps.get("members", {}).items())
    of_corps += tuple(
        (0, Decimal(count)) for count in (corps.get("quota", 0), *said.get("fire_corps_women", {}).values())
    )
    rows = (
        ("経常収支比率", r"経常収支比率", "%", of(closed, "ordinary_ratio")),
        ("実質公債費比率", r"実質公債費比率", "%", of(closed, "debt_service_ratio")),
        ("財政調整基金", r"財政調整基金(?:の)?(?:年度末)?残高", "円", of(closed, "fiscal_reserve", 1000)),
        ("実質収支", r"(?<!単年度)実質収支(?:額)?", "円", of(closed, "real_balance", 1000)),
        ("歳入総額", r"歳入(?:の)?総額|歳入決算額", "円", of(closed, "revenue", 1000)),
        ("歳出総額", r"歳出(?:の)?総額|歳出決算額", "円", of(closed, "expenditure", 1000)),
        (
            "一般会計当初予算",
            r"一般会計(?:の)?当初予算(?:案|額)?(?:の(?:規模|総額))?|一般会計予算(?:案)?の総額",
            "円",
            of(budgets, "general", 1000),
        ),
        ("コンビニ交付率", r"コンビニ交付(?:の)?(?:利用)?(?:率|割合)", "%", stat("convenience_issue_rate")),
        (
            "ごみ排出量",
            r"1人1日当たり(?:の)?(?:ごみ)?(?:総)?排出量",
            "グラム",
            stat("garbage_g_per_person_day"),
        ),
        (
            "マイナンバーカード",
            r"マイナンバーカードの(?:保有枚数率|保有率|交付率|普及率)",
            "%",
            stat("mynumber_card_rate"),
        ),
        ("出生数", r"出生(?:数|した子ども)", "人", stat("births")),
        ("全職員", r"全職員", "人", stat("staff")),
        ("総人口", r"(?:総人口|市の人口|本市の人口)", "人", of(people, "people")),
        ("人口", r"(?<![一-龠])人口(?![の減増構密推問10])", "人", of_people),
        ("世帯数", r"世帯数", "世帯", of_households),
        ("ふるさと納税", r"ふるさと納税(?:の)?(?:寄附)?(?:額|総額)?", "円", stat("furusato_nozei_yen")),
        ("貸出点数", r"貸出点数|貸出しの点数", "点", stat("library_loans")),
        ("開示請求", r"(?:公文書の|情報公開の)?開示請求", "件", stat("info_disclosure_requests")),
        (
            "放課後児童クラブ",
            r"(?:放課後児童クラブ|学童)の(?:利用者|利用児童)数?",
            "人",
            stat("after_school_users"),
        ),
        ("待機児童", r"(?:保育所等|保育)の?待機児童(?:数)?", "人", stat("childcare_waiting")),
        ("火災", r"(?:市内の)?火災(?:の件数)?", "件", stat("fires")),
        ("救急", r"救急(?:車の|の)?出動(?:件数)?", "件", stat("ambulance")),
        ("最高齢", r"最高齢(?:の方|者)?", "歳", stat("oldest_age")),
        ("100歳以上", r"100歳以上の(?:方|人|皆様)", "人", stat("centenarians")),
        ("市民の声", r"市民の声(?:の件数)?", "件", stat_of(world.table.get("koe_count", {}))),
        ("高齢者", r"75歳以上の(?:方|人|市民|人口)", "人", of(people, "age75")),
        ("65歳以上", r"65歳以上の(?:方|人|市民|人口)", "人", of(people, "age65")),
        ("消防団員", r"消防団員(?:の数|数)?|現在の団員|団員の数", "人", of_corps),
        ("外国人住民", r"外国人(?:住民|市民)", "人", of(people, "foreign")),
    )
    found = [Figure(name, re.compile(label), unit, values) for name, label, unit, values in rows if values]
    return tuple(found + [_of_series(world, *row) for row in _SERIES])


_SERIES = (
    # the series of city.toml (the beginning of its name), what it is called in the papers, the unit
    ("個別避難計画", r"個別避難計画(?:の対象(?:者|の方|となる方)?|を作成した(?:方|人))", "人"),
    ("自主防災組織率", r"自主防災組織(?:の組織)?率", "%"),
    ("避難所の備蓄", r"段ボールベッド", "台"),
    ("避難所の備蓄", r"(?:備蓄(?:の)?食料|食料の備蓄|備蓄食料)", "食"),
    ("通いの場", r"通いの場", "か所"),
    ("観光入込客数", r"観光(?:入込)?客数?", "人"),
    ("乗合タクシー", r"かわせみ号(?:の|」の)(?:令和\S+年度の)?利用者", "人"),
    ("要介護", r"(?:要介護・要支援|要介護)認定(?:者|を受け(?:た|ている)(?:方|人))(?:数)?", "人"),
    ("国民健康保険", r"(?:国民健康保険|国保)の被保険者", "人"),
    ("国民健康保険", r"特定健診の受診率|特定健康診査の受診率", "%"),
    ("不登校", r"不登校の(?:児童・生徒|児童生徒|子ども)", "人"),
    ("病児保育", r"病児保育の(?:延べ)?利用", "人"),
    ("こども家庭センター", r"こども家庭センター(?:へ)?の相談", "件"),
    ("生ごみ処理機", r"生ごみ処理機の(?:購入)?補助(?:の利用)?", "件"),
    ("水道管", r"耐震適合率", "%"),
    ("生成AI", r"生成AIを(?:利用した|使った)職員", "人"),
    ("イノシシ", r"イノシシの捕獲", "頭"),
    ("空家", r"空家等?(?:の数)?", "戸"),
)


def _of_series(world: World, name: str, label: str, unit: str) -> Figure:
    """The figures of a series in one unit; what its note says counts for any year."""
    values: list[tuple[int, Decimal]] = []
    for entry in (each for each in world.all("series") if each["name"].startswith(name)):
        for when, words in (
            *entry["values"].items(),
            ("", entry.get("note", "")),
            ("", str(entry.get("goal", ""))),
        ):
            year = western(when) if re.match(r"令和|平成", when) else 0
            if isinstance(words, int):
                values.append((year, Decimal(words)))
                continue
            for span in find_spans(words.translate(WIDE)):
                if (
                    span.kind in ("数", "割合", "金額")
                    and _unit(span.unit, unit)
                    and isinstance(span.value, Decimal)
                ):
                    values.append((year, span.value))
    assert values, f"city.toml: 「{name}」に {unit} の数がない"
    return Figure(name, re.compile(label), unit, tuple(values), 22)


def check_figures(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """Figures that are not the thing's; counts 「数値」「料金」."""
    found: list[Violation] = []
    counts = {"数値": 0, "料金": 0}
    for line in paper.lines:
        plain = line.translate(WIDE)
        for check, slips in (("数値", _beside), ("料金", fee_slips)):
            for words, expected in slips(plain, paper, world):
                counts[check] += 1
                if expected:
                    start = plain.find(words)
                    found.append(paper.violation(check, line[start : start + len(words)], expected))
    return list(dict.fromkeys(found)), counts


def _beside(plain: str, paper: Paper, world: World) -> Iterator[tuple[str, str]]:
    """The first figure of the right unit after a label, with the year that stands nearest before it."""
    for figure in figures(world):
        for label in figure.label.finditer(plain):
            if (
                re.search(r"[たる]$", plain[: label.start()])
                or re.search(
                    r"目標|基準|未満|国の|全国|県|類似", plain[max(0, label.start() - 12) : label.end() + 14]
                )
                or "|" in plain[label.end() : label.end() + 14]
            ):
                continue
            span = next(
                (
                    s
                    for s in find_spans(plain[label.end() : label.end() + 46])
                    if s.kind in ("金額", "数", "割合") and _unit(s.unit, figure.unit)
                ),
                None,
            )
            between = plain[label.end() : label.end() + span.start] if span else ""
            if (
                span is None
                or re.search(r"[。、]", re.sub(r"(?:は|が)、", "", between))
                or len(re.sub(r"令和\S{1,3}年度?(?:末|.{1,5}現在)?", "", between)) > figure.near
            ):
                continue
            if re.match(
                r"[ 　]*(?:増|減|上回|下回|の増|の減|ポイント|多|少|以上|以下|以内|を目標|へ|まで)",
                plain[label.end() + span.end :],
            ):
                continue
            amount = span.value
            least = min((each for _, each in figure.values if each), default=Decimal(0))
            if figure.unit != "%" and isinstance(amount, Decimal) and amount * 10 < least:
                continue  # 食料の備蓄は、9,000人の3食: another thing of the same unit
            if paper.source.kind in ("予算", "統計", "契約書", "仕様書"):
                continue  # what is bought this year, not what there is
            year = _year_before(plain, label.end() + span.start, paper)
            if year is not None and not figure.known(year):
                continue
            known = figure.known(year) | figure.known(0) if year is not None else figure.known()
            ok = any(_same(amount, each, span.text) for each in known)
            words = plain[label.start() : label.end() + span.end]
            yield words, "" if ok else f"{figure.name}は{_listed(figure, year)}"


def _unit(written: str, wanted: str) -> bool:
    return written == wanted or {written, wanted} <= {"グラム", "g"}


def _same(written: object, known: Decimal, words: str) -> bool:
    """Equal, or the known figure rounded to the digits that are written: 256億8千万円, 約91.8％."""
    if not isinstance(written, Decimal):
        return False
    if written == known:
        return True
    if known >= 10_000_000 and written:
        step = Decimal(10) ** (len(str(int(written))) - len(str(int(written)).rstrip("0")))
        return step >= 10_000 and abs(written - known) < step
    return False


def _year_before(plain: str, at: int, paper: Paper) -> int | None:
    """The year written last before a place in its sentence; 昨年度, 今年 and the like from the day of issue."""
    sentence = plain[:at].rsplit("。", maxsplit=1)[-1]
    marks = [(m.start(), western(m[0])) for m in _YEAR.finditer(sentence)]
    if paper.issued:
        steps = {
            "昨年度": fiscal_year(paper.issued) - 1,
            "今年度": fiscal_year(paper.issued),
            "本年度": fiscal_year(paper.issued),
        }
        steps |= {"昨年": paper.issued.year - 1, "本年": paper.issued.year, "今年": paper.issued.year}
        for words, year in steps.items():
            for m in re.finditer(words + r"(?!度)" if not words.endswith("度") else words, sentence):
                marks.append((m.start(), year))
    return max(marks)[1] if marks else None


def _listed(figure: Figure, year: int | None) -> str:
    known = [each for each in figure.values if year is None or each[0] == year] or list(figure.values)
    return "、".join(
        f"令和{when - 2018}年{'度' if figure.unit != '人' else ''} {value:,}{figure.unit}"
        for when, value in known
    )


def _decimal(figure: object) -> Decimal:
    return number(re.sub(r"[％%]", "", str(figure))) or Decimal(0)


def western(words: str) -> int:
    """令和8年度, 令和8年4月1日, 令和8年3月末 → the Western year; 3月末 counts for the 年度 that ends."""
    match = re.match(r"(令和|平成)([0-9]+|元)年(?:(\d+)月)?", words)
    assert match, words
    first = next(era[2] for era in ERAS if era[0] == match[1])
    year = first.year + (kanji_number(match[2]) or 0) - 1
    return year
