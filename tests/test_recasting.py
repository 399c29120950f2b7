"""A draft in another shape: nothing that was told is left out."""

from app.recasting import listed, without_asides

ANSWER = """このたびは、お問い合わせをいただき、ありがとうございます。
1　お答え
　収集日の朝8:00までに、決めた場所（玄関先など）に出してください[1]。1点700円（4月1日から。前は500円でした。）[1]。
・取扱店（市内のスーパー）で、処理券を買ってください[2]。
令和8年度（以下「今年度」という。）から実施します。
区分 | 額。額。"""


def test_sentences_become_items_and_brackets_rows_and_items_stay_whole():
    assert listed(ANSWER).split("\n") == [
        "このたびは、お問い合わせをいただき、ありがとうございます。",
        "1　お答え",
        "・収集日の朝8:00までに、決めた場所（玄関先など）に出してください[1]。",
        "・1点700円（4月1日から。前は500円でした。）[1]。",
        "・取扱店（市内のスーパー）で、処理券を買ってください[2]。",
        "令和8年度（以下「今年度」という。）から実施します。",
        "区分 | 額。額。",
    ]


def test_courtesies_and_asides_go_and_figures_and_definitions_stay():
    assert without_asides(ANSWER).split("\n") == [
        "1　お答え",
        "　収集日の朝8:00までに、決めた場所に出してください[1]。1点700円（4月1日から。前は500円でした。）[1]。",
        "・取扱店で、処理券を買ってください[2]。",
        "令和8年度（以下「今年度」という。）から実施します。",
        "区分 | 額。額。",
    ]
