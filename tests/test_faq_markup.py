"""A FAQ with HTML in it is refused where it is written: residents would be shown nothing of it."""

from typing import Any, cast

import pytest

from app.residents.faq import Faq, FaqError, Faqs
from tests.web_office import open_office


@pytest.mark.parametrize(
    ("question", "answer", "page"),
    [
        ("手数料は", "<b>300円</b>です。", ""),
        ("手数料は", "300円です<img src=x onerror=alert(1)", ""),
        ("手数料は<script>", "300円です。", ""),
        ("手数料は", "300円です。", "javascript:alert(1)"),
    ],
)
def test_markup_is_told_to_who_writes_it_and_nothing_is_kept(tmp_path, question, answer, page):
    faqs = Faqs(tmp_path / "faq", cast(Any, None))
    with pytest.raises(FaqError, match="文だけで書いてください"):
        faqs.put(Faq("", question, answer, page, "市民課", True, "2026-11-27", "佐藤"))
    assert list(tmp_path.iterdir()) == []


def test_signs_that_are_no_markup_may_stand(tmp_path):
    faqs = Faqs(tmp_path / "faq", open_office(tmp_path / "office").index)
    kept = faqs.put(
        Faq(
            "",
            "10歳<年齢 の手数料は",
            "300円 < 500円、<重要> です。",
            "",
            "市民課",
            True,
            "2026-11-27",
            "佐藤",
        )
    )
    assert faqs.listed() == [kept]
