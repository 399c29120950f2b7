"""What part of a regulation is asked for by what it does, and is found though it does not say the word."""

import pytest

from ingest.document import CLERK, Passage
from ingest.search.roles import asks_provision, provisions_asked
from tests.test_index import open_index, put

TEXTS = {
    "a1": "（設置）\n第1条　市は、市民の憩いの場とするため、みどり池を設ける。",
    "a2": "（用語）\n第2条　この条例において「池」とは、みどり池及びその岸をいう。\n(1)　釣場　釣りのために市長が定める場所\n(2)　管理者　第9条の規定により指定された者（以下「指定者」という。）",
    "a3": "（市の責務）\n第3条　市は、池の水を清くするよう努める。",
    "a4": "（市民の責務）\n第4条　市民は、池を汚してはならない。",
    "a5": "（行為の許可）\n第5条　池で催しをしようとする者は、市長の許可を受けなければならない。",
    "a6": "（委任）\n第6条　この条例の施行に関し必要な事項は、規則で定める。",
    "a7": "第7条　第5条の許可を受けないで催しをした者は、5万円以下の過料に処する。",
    "s1": "附　則\nこの条例は、平成30年4月1日から施行する。",
    "s2": "附　則（令和5年条例第3号）\n1　この条例は、令和5年10月1日から施行する。\n2　この条例の施行前にした許可については、なお従前の例による。",
}
PASSAGES = [
    Passage(f"pond#{name}", "pond", name, (), 0, len(text), "article", text) for name, text in TEXTS.items()
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("みどり池条例の罰則は", ["a7"]),
        ("みどり池条例　ペナルティ", ["a7"]),
        ("みどり池条例の定義規定を見せて", ["a2"]),
        ("みどり池条例の責務の規定", ["a3", "a4"]),
        ("何のためのみどり池条例ですか", ["a1"]),
        ("みどり池条例で細かい決まりは何に委ねられていますか", ["a6"]),
        ("みどり池条例の施行期日は", ["s1", "s2"]),
        ("みどり池条例の経過措置", ["s2"]),
        ("みどり池条例でいう「池」とは何ですか", ["a2"]),
        ("みどり池条例の「釣場」の意味", ["a2"]),
        ("みどり池条例の「指定者」とは", ["a2"]),
        ("みどり池条例の「船」とは", []),
        ("みどり池条例で催しをするときの許可", []),
        ("みどり池条例施行規則の目的外使用の許可", []),
    ],
)
def test_a_part_is_found_by_what_it_does(asked, found):
    assert provisions_asked(asked, PASSAGES) == [f"pond#{each}" for each in found]
    assert asks_provision(asked) or not found


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    made = open_index(tmp_path_factory.mktemp("roles") / "index")
    for name, thing in (("pond", "池"), ("hill", "丘")):
        lines = [text.replace("池", thing).replace("\n", "　") for text in TEXTS.values()]
        about = {"kind": "条例", "title": f"みどり{thing}条例", "sensitivity": "1"}
        put(made, name, "\n".join(lines), anchors=tuple(TEXTS), **about)
    made.refresh()
    return made


@pytest.mark.parametrize(
    ("asked", "found"), [("みどり丘条例の罰則", "hill#a7"), ("みどり池条例の経過措置", "pond#s2")]
)
def test_it_stands_first_of_the_regulation_that_is_named(index, asked, found):
    first = index.search(asked, viewer=CLERK).hits[0]
    assert first.passage.id == found and "role" in first.via


def test_without_the_name_of_a_regulation_nothing_is_lifted(index):
    assert not any("role" in hit.via for hit in index.search("罰則は", viewer=CLERK).hits)
