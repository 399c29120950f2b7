"""The three journeys on みどり市: a clerk drafts, a resident searches, an evaluator measures. Real model, real index."""

from datetime import date

import pytest

from app.drafting import draft
from app.events import Done, DraftRequest, Found
from app.hygiene import audit, load_groups
from app.text.spans import find_spans
from evals.acceptance import baseline
from evals.comparison import FAILED, compare
from evals.proofs import prove
from evals.runner import run_cases
from ingest.document import CLERK, RESIDENT, Viewer
from tests.corpus_faults import read_faults

SEEN = ("superseded_copy", "contradiction", "half_updated", "dangling_article")
WITHOUT_FIGURES = ("past/kaigiroku/honkaigi_r06_12.pdf",)
"""An answer in the council that another mayor changed: no figure tells it, and both were right in their time."""
DRAFTED = ("aisatsu", "gijiroku", "souteimondou", "shiyousho")


def test_the_corpus_is_read_without_loss(midori):
    assert [failure.path for failure in midori.report.failed] == ["past/kyouyuu/shinsei_youshiki.txt"]
    assert midori.report.failed[0].reason.startswith("中身が空です")
    assert midori.report.documents >= 60
    kinds = {document.kind for document in midori.index.documents(CLERK)}
    assert {"条例", "規則", "会議録", "あいさつ文", "仕様書", "想定問答", "FAQ", "ウェブページ"} <= kinds
    for listed in midori.index.documents(CLERK):
        text = midori.index.document(listed.id, CLERK).text
        assert "".join(passage.text for passage in midori.index.passages(listed.id)) == text


@pytest.mark.parametrize("task", DRAFTED)
def test_a_clerk_drafts_with_citations_that_stand(midori, task):
    template = midori.prompts.templates[task]
    request = DraftRequest(task, fields=dict(template.examples[0].fields))
    events = list(
        draft(request, index=midori.index, writer=midori.writer, prompts=midori.prompts, viewer=CLERK)
    )
    assert isinstance(events[-1], Done)
    made = events[-1].draft
    assert made.status in ("ok", "needs_review")
    assert len(made.text) > 300
    assert any(isinstance(event, Found) for event in events)
    numbers = {citation.number for citation in made.citations}
    for fact in made.facts:
        assert made.text[fact.start : fact.end] == fact.text
    for citation in made.citations:
        if "#" in citation.passage_id and citation.quote:
            document_id = citation.passage_id.split("#")[0]
            read = midori.index.document(document_id, CLERK)
            if read is not None:
                assert citation.quote in read.text
    assert numbers == set(range(1, len(numbers) + 1)) or numbers


def test_a_draft_without_a_source_is_not_written(midori):
    template = midori.prompts.templates["souteimondou"]
    filled = {
        field.id: "量子重力理論の火星での検証とロケットの燃料の配合"
        for field in template.fields
        if field.type == "textarea"
    }
    options = {
        field.id: field.options[0] for field in template.fields if field.type == "select" and field.required
    }
    texts = {f.id: "火星移住とロケット燃料" for f in template.fields if f.required and f.type == "text"}
    dates = {f.id: "2026-12-10" for f in template.fields if f.required and f.type == "date"}
    request = DraftRequest("souteimondou", fields={**filled, **options, **texts, **dates})
    events = list(
        draft(request, index=midori.index, writer=midori.writer, prompts=midori.prompts, viewer=CLERK)
    )
    assert events[-1].draft.status == "no_sources"


def test_a_resident_finds_only_what_is_public_and_in_force(midori):
    hits = midori.index.search("こども医療費の助成は何歳までですか", viewer=RESIDENT, k=20).hits
    assert hits and all(hit.document.sensitivity == "1" for hit in hits)
    assert all(hit.document.in_force(date.today()) for hit in hits)
    internal = midori.index.search("想定問答 再質問", viewer=RESIDENT, k=20).hits
    assert all(hit.document.kind != "想定問答" for hit in internal)


def test_a_planned_price_is_seen_by_its_section_only(midori):
    query = "令和9年度からの収集運搬業務の予定価格"
    owner = next(d.section for d in midori.index.ledger.documents() if d.sensitivity == "3C")
    inside = midori.index.search(query, viewer=Viewer(sections=frozenset({owner}), level="3C")).hits
    outside = midori.index.search(query, viewer=Viewer(sections=frozenset({"図書館"}), level="3C"), k=50).hits
    assert inside[0].document.sensitivity == "3C"
    assert all(hit.document.sensitivity != "3C" for hit in outside)


def test_last_year_is_answered_from_last_years_text(midori):
    old = midori.index.search("手数料条例 住民票の写しの手数料", viewer=CLERK, as_of=date(2024, 4, 10)).hits
    new = midori.index.search("手数料条例 住民票の写しの手数料", viewer=CLERK).hits
    assert {hit.document.id for hit in old}.isdisjoint({"reiki-tesuryo-jorei-20250401-txt"})
    assert "reiki-tesuryo-jorei-20250401-txt" in {hit.document.id for hit in new}
    assert "reiki-tesuryo-jorei-20240301-txt" not in {hit.document.id for hit in new}
    eve, day = (
        midori.index.search("住民票の写しの手数料", viewer=CLERK, as_of=date(2025, month, at))
        .hits[0]
        .passage.id
        for month, at in ((3, 31), (4, 1))
    )
    assert (eve, day) == ("reiki-tesuryo-jorei-20240301-txt#t2", "reiki-tesuryo-jorei-20250401-txt#t2")


@pytest.mark.parametrize(
    ("suite", "answerable"),
    [
        ("answering", 30),
        ("midori", 220),
    ],
)
def test_an_evaluator_sees_that_nothing_got_worse(midori, suite, answerable):
    report = run_cases(suite, midori)
    assert report.regressed == (), report.means
    held = compare(baseline(suite), report.table, proofs=prove(report.outputs, report.table.values))
    assert held.code != FAILED, (held.lost(), held.gone, held.suspects)
    assert report.means["hit@5"][3] >= answerable


def test_the_planned_faults_are_found_in_the_documents(midori):
    groups = load_groups(midori.settings.prompts / "hygiene.toml")
    report = audit(midori.index, groups, viewer=midori.viewer).as_dict()
    told = [issue for group in report["groups"] for issue in group["issues"]]
    sources = {document.id: document.source for document in midori.index.documents(CLERK)}
    for fault in read_faults():
        if fault.kind not in SEEN or fault.path in WITHOUT_FIGURES:
            continue
        messages = [
            issue["message"]
            for issue in told
            if any(sources.get(issue[key], "").endswith(f"/{fault.path}") for key in ("document", "other"))
        ]
        kinds = ("条番号",) if fault.kind == "dangling_article" else ("金額", "数", "割合", "回数", "時刻")
        words = [span.text for span in find_spans(fault.place) if span.kind in kinds]
        assert words and any(word in message for word in words for message in messages), fault
    counted = {group["id"]: group["count"] for group in report["groups"] if group["count"]}
    assert counted == {
        "superseded": 5,
        "old_amounts": 1,
        "contradictions": 2,
        "dangling": 2,
        "scans": 2,
        "lost": 5,  # one of them the large picture of a flyer, whose words nobody read
        "forms": 1,  # an example of a 附則 in 公文例規程, which leaves a number out
    }, told
