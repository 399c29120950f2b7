"""A draft looks where a search looks: papers of kinds that its task does not name are sources too, and weigh less."""

from pathlib import Path

import pytest

from app.queries import own_words
from app.retrieval import Choice, gather
from app.tasks.template_file import load_prompts
from ingest.document import CLERK
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
SAID = "除雪機の貸出しの委託料は、{}とする。"


def _shelf(*kinds):
    papers = [
        document(
            f"paper{at}", f"除雪機の貸出し{at}", kind, f"除雪機の貸出し{at}\n\n" + SAID.format(f"{at}万円")
        )
        for at, kind in enumerate(kinds, start=1)
    ]
    return TinyIndex(papers)


def _kinds(task, values, *kinds):
    template = PROMPTS.templates[task]
    found = gather(template, values, library=_shelf(*kinds), viewer=CLERK, choice=Choice())
    return [each.document.kind for each in found]


@pytest.mark.parametrize("task", ["kian", "tsuuchi"])
def test_a_paper_of_a_kind_that_the_task_does_not_name_is_a_source(task):
    assert _kinds(task, {"調べること": "除雪機の貸出しの委託料"}, "契約書", "起案文", "監査資料") != []
    found = _kinds(task, {"調べること": "除雪機の貸出しの委託料"}, "契約書", "監査資料", "要綱")
    assert set(found) == {"契約書", "監査資料", "要綱"} and found[0] == "要綱"


def test_a_poster_keeps_to_what_is_for_residents():
    assert _kinds("poster", {"調べること": "除雪機の貸出しの委託料"}, "契約書", "広報") == ["広報"]


def test_words_of_the_task_are_looked_for_in_its_own_kinds():
    assert own_words(["{件名} {調べること}", "{担当} 電話", "保存期間", "{件名}"]) == (
        "{件名} {調べること}",
        "{件名}",
    )
    assert _kinds("mail", {"差出人": "除雪係"}, "契約書") == []
