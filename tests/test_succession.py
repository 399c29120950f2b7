"""A regulation that is no longer the law is named by its old number or name: the one that took its place is told and shown."""

from datetime import date

import pytest

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest

OLD = """潮見町公園条例
昭和40年3月20日条例第3号
（使用料）
第1条　使用料は、50円とする。
附　則
この条例は、公布の日から施行する。
"""
NEW = """潮見町都市公園条例
令和5年12月20日条例第30号
（目的）
第1条　この条例は、都市公園について定める。
（使用料）
第2条　使用料は、100円とする。
附　則
（施行期日）
1　この条例は、令和6年4月1日から施行する。
（潮見町公園条例の廃止）
2　潮見町公園条例（昭和40年潮見町条例第3号）は、廃止する。
"""
WHOLE = """潮見町情報公開条例
令和5年3月20日条例第2号
潮見町情報公開条例（平成12年潮見町条例第1号）の全部を改正する。
（目的）
第1条　この条例は、情報の公開について定める。
附　則
この条例は、令和5年4月1日から施行する。
"""
ENDS = """潮見町敬老祝金条例を廃止する条例
令和6年3月20日条例第7号
潮見町敬老祝金条例（昭和50年潮見町条例第9号）は、廃止する。
附　則
この条例は、令和6年4月1日から施行する。
"""


def opened(folder, **texts):
    (folder / "files").mkdir()
    for name, text in texts.items():
        (folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Index(folder / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([folder / "files"], index=made).failed == []
    return made


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return opened(tmp_path_factory.mktemp("gone"), new=NEW, whole=WHOLE, ends=ENDS)


@pytest.mark.parametrize(
    "query", ["昭和40年潮見町条例第3号", "昭和四十年条例第三号", "昭和40年条例第3号第1条", "潮見町公園条例"]
)
def test_the_old_number_or_name_leads_to_what_is_the_law_now(index, query):
    found = index.search(query, viewer=CLERK, as_of=date(2026, 4, 1))
    assert found.notice == (
        "潮見町公園条例（昭和40年潮見町条例第3号）は、令和6年4月1日に効力を失っています。"
        "今の例規は、潮見町都市公園条例（令和5年潮見町条例第30号）です。"
    )
    assert [(hit.document.title, hit.passage.label) for hit in found.hits] == [
        ("潮見町都市公園条例", "第1条")
    ]
    assert not found.confident


def test_a_whole_amendment_keeps_the_name_and_has_another_number(index):
    found = index.search("平成12年条例第1号", viewer=CLERK, as_of=date(2026, 4, 1))
    assert "今の例規は、潮見町情報公開条例（令和5年潮見町条例第2号）です。" in found.notice
    assert "効力を失って" not in index.search("潮見町情報公開条例第1条", viewer=CLERK, as_of=date(2026, 4, 1)).notice  # fmt: skip


def test_what_was_only_repealed_has_no_successor_and_another_number_is_none(index):
    told = index.search("昭和50年潮見町条例第9号", viewer=CLERK, as_of=date(2026, 4, 1))
    assert told.notice.endswith("潮見町敬老祝金条例を廃止する条例により廃止されました。") and told.hits == ()
    assert index.search("昭和40年条例第4号", viewer=CLERK, as_of=date(2026, 4, 1)).notice == ""


def test_a_question_in_a_sentence_is_searched_too(index):
    found = index.search("潮見町公園条例を廃止した経緯を知りたい", viewer=CLERK, as_of=date(2026, 4, 1))
    assert "効力を失っています" in found.notice and len(found.hits) > 1


def test_on_a_day_when_it_was_the_law_it_is_shown_and_where_its_paper_is_here_the_day_is_told(tmp_path):
    made = opened(tmp_path, old=OLD, new=NEW)
    asked = "昭和40年潮見町条例第3号第1条"
    then = made.search(asked, viewer=CLERK, as_of=date(2024, 3, 31))
    assert [hit.document.title for hit in then.hits] == ["潮見町公園条例"] and then.notice == ""
    now = made.search(asked, viewer=CLERK, as_of=date(2024, 4, 1))
    assert now.notice.endswith("その前の条文は、令和6年3月31日以前の日を指定すると出ます。")
    assert [hit.document.title for hit in now.hits] == ["潮見町都市公園条例"]
