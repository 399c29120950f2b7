"""What part of a regulation is asked for by what it does, and is found though it does not say the word."""

import pytest

from ingest.document import CLERK, RESIDENT, Passage
from ingest.search.called import Called, called_in
from ingest.search.naming import RegulationNames
from ingest.search.roles import asks_provision, provisions_asked
from ingest.search.synonyms import Group, Synonyms
from tests.test_index import open_index, put

TEXTS = {
    "a1": "（設置）\n第1条　市は、市民の憩いの場とするため、みどり池を設ける。",
    "a2": "（用語）\n第2条　この条例において「池」とは、みどり池及びその岸をいう。\n(1)　釣場　釣りのために市長が定める場所\n(2)　管理者　第9条の規定により指定された者（以下「指定者」という。）",
    "a3": "（市の責務）\n第3条　市は、池の水を清くするよう努める。",
    "a4": "（市民の責務）\n第4条　市民は、池を汚してはならない。",
    "a5": "（行為の許可）\n第5条　池で催しをしようとする者は、市長の許可を受けなければならない。",
    "a6": "（委任）\n第6条　この条例の施行に関し必要な事項は、規則で定める。",
    "a7": "第7条　第5条の許可を受けないで催しをした者は、5万円以下の過料に処する。",
    "a8": "（許可の制限）\n第8条　市長は、催しが池を汚すおそれがあるときは、第5条の許可をしない。",
    "s1": "附　則\nこの条例は、平成30年4月1日から施行する。",
    "s2": "附　則（令和3年条例第8号）\nこの条例は、公布の日から施行し、改正後の第5条の規定は、同日以後の催しについて適用する。",
    "s3": "附　則（令和5年条例第3号）\n1　この条例は、令和5年10月1日から施行する。\n2　この条例の施行前にした許可については、なお従前の例による。",
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
        ("みどり池条例の施行期日は", ["s1", "s2", "s3"]),
        ("みどり池条例の経過措置", ["s3", "s2"]),
        ("みどり池条例の改正前に申請した人はどうなりますか", ["s3", "s2"]),
        ("みどり池条例で許可が要るのはどんなときですか", ["a5"]),
        ("みどり池条例の許可を受けなければならないのは何をするときか", ["a5"]),
        ("みどり池条例で許可されないのはどんな場合ですか", ["a8"]),
        ("みどり池条例で承認が要るのはどんなときですか", []),
        ("みどり池条例の釣場に桟橋は含まれますか", ["a2"]),
        ("みどり池条例で釣場ってどこまで指すの", ["a2"]),
        ("みどり池条例で決めていないことは、どこに任されていますか", ["a6"]),
        ("みどり池条例でいう「池」とは何ですか", ["a2"]),
        ("みどり池条例の「釣場」の意味", ["a2"]),
        ("みどり池条例の「指定者」とは", ["a2"]),
        ("みどり池条例の「船」とは", []),
        ("「みどり池条例」の「釣場」とは何ですか", ["a2"]),
        ("みどり池条例の施行日前に申請した分はどうなりますか", ["s3", "s2"]),
        ("みどり池条例で利用目的を変更できますか", []),
        ("みどり池条例で代理人に委任を頼めますか", []),
        ("みどり池条例の許可に必要なものは何がありますか", []),
        ("みどり池条例で使用料の減額はいつから始まりますか", []),
        ("みどり池条例に書いてあることは何ですか", []),
        ("みどり池条例の目的を偽った者の罰則", ["a7"]),
        ("みどり池条例で催しをするときの許可", []),
        ("みどり池条例施行規則の目的外使用の許可", []),
    ],
)
def test_a_part_is_found_by_what_it_does(asked, found):
    assert list(provisions_asked(asked, PASSAGES)) == [f"pond#{each}" for each in found]
    assert asks_provision(asked) >= bool(found)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    made = open_index(tmp_path_factory.mktemp("roles") / "index")
    for name, thing, title in (
        ("pond", "池", "みどり池条例"),
        ("hill", "丘", "みどり丘の設置及び管理に関する条例"),
    ):
        lines = [text.replace("池", thing).replace("\n", "　") for text in TEXTS.values()]
        about = {"kind": "条例", "title": title, "sensitivity": "1"}
        put(made, name, "\n".join(lines), anchors=tuple(TEXTS), **about)
    put(
        made,
        "vale",
        "第1条　谷を守る。",
        anchors=("a1",),
        kind="条例",
        title="みどり谷の保全に関する条例",
        sensitivity="2",
    )
    made.refresh()
    return made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("みどり丘条例の罰則", "hill#a7"),
        ("みどり池条例の経過措置", "pond#s3"),
        ("みどり池条例の附則の経過措置", "pond#s3"),
        ("みどり丘の条例で許可が要るのは", "hill#a5"),
        ("みどり丘の設置及び管理に関する条例　ペナルティ", "hill#a7"),
    ],
)
def test_it_stands_first_of_the_regulation_that_is_named(index, asked, found):
    first = index.search(asked, viewer=CLERK).hits[0]
    assert first.passage.id == found and "role" in first.via


def test_what_is_lifted_makes_no_answer_of_what_is_not_there(index):
    assert not index.search("みどり池条例で飼い猫の登録は必要ですか", viewer=CLERK).confident
    assert "exact" in index.search("みどり池条例の附則に書いてあることは何ですか", viewer=CLERK).hits[0].via


OTHERWISE = Synonyms((Group(("斎場", "火葬場"), (), ()), Group(("墓地",), ("お墓",), ())))


def test_a_short_name_is_read_of_what_the_viewer_may_read(index):
    assert index.law.called("みどり丘の条例の罰則", CLERK, OTHERWISE) == Called(
        ("みどり丘の設置及び管理に関する条例",), "の罰則"
    )
    assert index.law.called("みどり谷の条例の罰則", CLERK, OTHERWISE).titles == (
        "みどり谷の保全に関する条例",
    )
    assert index.law.called("みどり谷の条例の罰則", RESIDENT, OTHERWISE).titles == ()
    assert index.law.called("新条例の罰則", CLERK, OTHERWISE).titles == ()


NAMES = RegulationNames(
    (title, "")
    for title in (
        "みどり市営墓地条例", "みどり市斎場条例", "みどり市立図書館管理運営規則", "みどり市国民健康保険条例",
        "みどり市国民健康保険税条例", "みどり市補助金等交付規則", "みどり市水道事業給水条例", "みどり市営住宅条例",
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "titles", "rest"),
    [
        ("墓地条例　区画を返すときの状態", ["みどり市営墓地条例"], "区画を返すときの状態"),
        ("お金は戻ってきますか。墓地の条例で", ["みどり市営墓地条例"], "お金は戻ってきますか。 で"),
        ("斎場の条例、友引は休みですか", ["みどり市斎場条例"], "、友引は休みですか"),
        ("図書館の規則だと、なくした本は", ["みどり市立図書館管理運営規則"], "だと、なくした本は"),
        (
            "会社からも出る場合、国保条例の一時金は",
            ["みどり市国民健康保険条例"],
            "会社からも出る場合、 の一時金は",
        ),
        ("後から家族を呼ぶときの市営住宅の条例", ["みどり市営住宅条例"], "後から家族を呼ぶときの"),
        ("補助金の規則と給水条例", ["みどり市補助金等交付規則", "みどり市水道事業給水条例"], "と"),
        ("お墓の条例　返すとき", ["みどり市営墓地条例"], "返すとき"),
        ("火葬場条例の休みの日", ["みどり市斎場条例"], "の休みの日"),
        ("市の条例で決まっていますか", [], "市の条例で決まっていますか"),
        ("新条例の罰則", [], "新条例の罰則"),
        ("条例とは何ですか", [], "条例とは何ですか"),
    ],
)
def test_a_regulation_is_called_by_a_name_within_other_words(asked, titles, rest):
    found = called_in(asked, NAMES, OTHERWISE)
    assert (list(found.titles), found.rest) == (titles, rest)


def test_of_a_regulation_that_is_called_every_part_is_looked_at(index):
    found = index.search("みどり丘の条例　犬を連れて入る人が気を付けること", viewer=CLERK)
    assert sum("law" in hit.via for hit in found.hits) >= 5
    assert all(hit.document.id == "hill" for hit in found.hits if "law" in hit.via)


def test_without_the_name_of_a_regulation_nothing_is_lifted(index):
    assert not any("role" in hit.via for hit in index.search("罰則は", viewer=CLERK).hits)
