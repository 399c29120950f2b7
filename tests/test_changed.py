"""Pairs of a new and an old value, told the wrong way."""

from __future__ import annotations

from app.checks.library.changed import misreckoned, misturned, outdated
from tests.held import paper

MINUTES = paper(
    "北部線は、平日12便を8便に、土日祝は8便を6便にする案です。指定期間は、原則5年とする（改正前は3年）。"
)


def told(text):
    return {
        text[one.start : one.end]: one.message
        for find in (misturned, outdated)
        for one in find(text, (MINUTES,))
    }


def test_a_change_to_another_value():
    assert "「12便」から「8便」" in told("平日の北部線は、12便を6便に改める。")["6便"]
    assert told("北部線は、平日12便を8便に、土日祝日8便を6便に改める。") == {}


def test_the_value_of_before():
    assert "今は「5年」" in told("指定期間は、原則3年とします。")["3年"]
    assert told("指定期間は、原則5年とします。") == {}
    assert told("指定期間は、従来の原則3年から5年とします。") == {}


def test_a_difference_that_the_papers_do_not_make():
    table = paper("救急出動 | 10月末　2,803件（前年同期2,714件）")
    text = "救急出動件数は2,803件で、前年同期に比べ{}件増加いたしました。"
    assert list(misreckoned(text.format(89), (table,))) == []
    assert "（89件）" in next(misreckoned(text.format(98), (table,))).message
