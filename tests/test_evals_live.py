"""What is counted in use: drafts taken and discarded, live answers scored a day at a time, what changed over the weeks."""

import json
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from app.cli import main
from app.records.adoption import counted, fates
from app.records.drafts import Drafts
from app.web.residents.desk import open_conversations
from evals.live import drift, read_days, score_days, sections, weeks
from tests.test_evals_page import office, site  # noqa: F401
from tests.web_office import serving  # noqa: F401

SECRET = "柊木真理子の件"


def keep(drafts, number, text, made, **more):
    state = {"text": text, "original": made, "values": {"件名": SECRET}, **more}
    drafts.save(f"owner-{number}" * 4, f"{number:016x}", task="kaitou", title=SECRET, named=False, state=state, base=0)  # fmt: skip


def test_what_became_of_drafts_is_counted_without_a_word_of_them(tmp_path):
    assert fates(tmp_path / "none.sqlite") == ()
    drafts = Drafts(tmp_path / "drafts.sqlite")
    keep(drafts, 1, "一行目\n二行目", "一行目\n二行目", saved="docx")
    keep(drafts, 2, "一行目\n直した", "一行目\n二行目", saved="form")
    keep(drafts, 3, "一行目\n二行目", "一行目\n二行目")
    keep(drafts, 4, "一行目\n二行目", "一行目\n二行目")
    keep(drafts, 5, "", "")
    drafts.remove("owner-4" * 4, f"{4:016x}")
    (row,) = counted(fates(tmp_path / "drafts.sqlite"))
    assert row == {"task": "kaitou", "all": 4, "adopted": 2, "discarded": 1, "open": 1, "edited": 0.25, "untouched": 1}  # fmt: skip
    assert SECRET not in repr(fates(tmp_path / "drafts.sqlite"))


@pytest.fixture(scope="module")
def asked(office):  # noqa: F811
    """Three answers to residents, of which one quotes what its source does not say, and one found nothing."""
    kept = open_conversations(office)
    passage = next(
        one for each in office.index.documents(office.viewer) for one in office.index.passages(each.id)
    )
    quote = passage.text.strip().split("\n")[0][:20]
    for text, status, words in ((f"{quote}[1]", "answered", quote), ("違います[1][7]。", "answered", "作り話の引用です"), ("見つかりません。", "no_sources", "")):  # fmt: skip
        token = kept.open("ja")
        kept.append(token, "question", {"text": f"{SECRET}はいくらですか"})
        cited = [{"number": 1, "passage_id": passage.id, "label": "x", "quote": words}] if words else []
        kept.append(token, "answer", {"text": text, "status": status, "citations": cited, "handoff": {"section": "市民課"}})  # fmt: skip
    return office


def test_a_day_is_scored_once_when_it_is_over_and_only_figures_stay(asked, site):  # noqa: F811
    today = datetime.now(UTC).date() + timedelta(days=1)
    assert score_days(asked, today=date(2020, 1, 1)) == 0 and read_days(asked) == []
    assert score_days(asked, today=today + timedelta(days=1)) == 1
    assert score_days(asked, today=today + timedelta(days=1)) == 0, "not twice"
    (day,) = read_days(asked)
    assert day["counts"] == {"all": 3, "unanswered": 1} and day["sections"]["市民課"]["all"] == 3
    assert sorted(day["scores"]["citation_marks.v1"]) == [0.0, 1.0]
    file = (asked.folder / "live" / "days.jsonl").read_text(encoding="utf-8")
    assert SECRET not in file and "作り話" not in file and "見つかりません" not in file
    told = httpx.get(f"{site}/api/evals/usage", timeout=30).json()
    (week,) = told["weeks"]
    assert week["scores"]["quotes.v1"]["n"] == 2 and week["scores"]["citation_marks.v1"]["high"] - week["scores"]["citation_marks.v1"]["low"] > 0.5  # fmt: skip
    assert all(one["low"] < one["high"] for one in week["scores"].values()), (
        "a few equal values are no certainty"
    )
    assert told["weeks"][0]["counts"]["all"] == 3 and told["sections"][0]["unanswered"] == 1
    assert told["asks"]["quotes.v1"] and told["drift"] == []


def day_of(day, good, of, name="citation_recall.v2"):
    return {
        "day": day,
        "counts": {"all": of},
        "sections": {},
        "scores": {name: [1.0] * good + [0.0] * (of - good)},
    }


def test_the_command_tells_the_weeks_in_words(asked, monkeypatch, capsys):
    monkeypatch.setattr("evals.cli.runs.open_office", lambda: asked)
    folder = asked.folder / "live"
    folder.mkdir(exist_ok=True)
    days = [day_of("2026-11-24", 11, 20), *(day_of(f"2026-11-{day}", 19, 20) for day in (12, 18))]
    (folder / "days.jsonl").write_text("".join(json.dumps(one) + "\n" for one in days), encoding="utf-8")
    assert main(["eval", "live"]) == 0
    told = capsys.readouterr().out
    assert "令和8年11月23日の週　答え 20、答えられなかった 0　番号の付いた文を出典が支える 0.55" in told
    assert "前の4週と比べて　番号の付いた文を出典が支えるか：下がった（-0.400" in told


def test_drift_is_named_only_outside_the_noise():
    past = [day_of(f"2026-11-{day:02}", 19, 20) for day in (2, 4, 9, 12, 18)]
    (worse,) = drift([*past, day_of("2026-11-24", 11, 20)])
    assert worse["verdict"] == "worse" and worse["before"] == 100 and worse["high"] < 0
    (same,) = drift([*past, day_of("2026-11-24", 18, 20)])
    assert same["verdict"] == "undecided" and same["low"] <= 0 <= same["high"]
    (few,) = drift([day_of("2026-11-18", 3, 3), day_of("2026-11-24", 2, 3)])
    assert few["verdict"] == "undecided", "three answers are no certainty"
    (old,) = drift([day_of("2026-11-03", 20, 20), *past, day_of("2026-12-01", 19, 20)])
    assert old["before"] == 120
    assert [row["week"] for row in weeks([*past, day_of("2026-11-24", 11, 20)])][:2] == ["2026-11-23", "2026-11-16"]  # fmt: skip
    assert json.dumps(weeks(past))


def test_of_each_section_it_is_told_whether_more_goes_unanswered_outside_the_noise():
    def of(day, **unanswered):
        told = {
            name: {"all": 20, "unanswered": left, "good": 0, "bad": 0} for name, left in unanswered.items()
        }
        return {"day": day, "counts": {}, "scores": {}, "sections": told}

    past = [of("2026-11-10", 市民課=1, 税務課=2), of("2026-11-18", 市民課=1, 税務課=2)]
    rows = sections([*past, of("2026-11-24", 市民課=12, 税務課=3, 環境課=1)])
    assert [(one["section"], one["drift"]) for one in rows] == [
        ("市民課", "worse"),
        ("税務課", "undecided"),
        ("環境課", ""),
    ]
