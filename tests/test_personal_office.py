"""What a text says of an office is not taken for a person's, and what is a person's is not taken for an office's."""

import pytest

from app.checks.personal.data import find_personal
from app.checks.personal.public import PublicNames


@pytest.mark.parametrize(
    "text",
    [
        "栃尾谷村立栃尾谷中学校長　宇賀神 美津子",
        "○5番（東條 一恵君）　通告に従い質問します。",
        "契約の相手方　株式会社滝口設備（潮見町港町2-3-1）",
        "問合せ　税務課資産税係　電話 0287-55-1123　E-mail zeimu@town.kiriura.example.jp",
        "会場　潮見町文化センター（潮見町仲町3丁目12番1号）",
        "令和8年4月1日生まれの子から対象とします。",
        "○議長（稲葉光男君）　総務部長、常盤圭一君。",
        "稲葉光男議長が発言した。資料の説明は稲葉光男による。",
        "出席者　谷口委員、谷口（弘）委員、村瀬委員",
        "綾福第318号",
        "業務委託　仕様書",
        "潮見町児童館条例（平成15年条例第8号）",
        "地区 | 番号 | 名称 | 所在地\n中央地区 | 1 | 中央小学校 | 中央二丁目10番1号 | 620",
        "みどり警察署 | 0287-23-0110",
        "申込み　生涯学習係へ（電話0287-62-1160）",
        "受注者　潮見町中央五丁目3番2号\n　　　　株式会社みどりビル　代表取締役　谷口　正樹",
        "床下浸水21棟（西原二丁目14棟、西原三丁目7棟）",
        "○○支所市民課(代表)000-000-0000",
    ],
)
def test_what_is_an_offices_own(text):
    assert find_personal(text, PublicNames()) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("氏名 濵田 キヨ　S12.4.9生", ["氏名", "生年月日"]),
        ("届出人　Nguyen Thi Lan　在留カード", ["氏名"]),
        ("保険証の記号・番号　潮国 12・34567", ["被保険者番号"]),
        ("区長の杉山茂雄さんからの要望", ["氏名"]),
        ("税務課の窓口に来た川畑さんの携帯 080-1234-5678", ["氏名", "電話番号"]),
        ("潮見町大字浜田1204番地3にお住まい", ["住所"]),
        ("山田　花子 | 中央小学校 | 中央二丁目10番1号", ["氏名", "住所"]),
        ("住所 潮見町中央五丁目3番2号\n勤務先 株式会社みどりビル", ["住所"]),
        ("母木下奈々、児童木下結衣", ["氏名", "氏名"]),
        ("会長　木下　健次　木下健次さんの自宅", ["氏名"]),
    ],
)
def test_what_is_a_persons(text, kinds):
    assert [one.kind for one in find_personal(text, PublicNames())] == kinds
