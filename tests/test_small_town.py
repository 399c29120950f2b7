"""Drafts where a town has few documents: from the rule of the matter and no other, what is asked and no more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.drafting import draft
from app.events import DraftRequest
from app.extractive.asked import as_asked
from app.extractive.ranged import amount_in, in_range
from app.extractive.relevance import tell
from app.extractive.ruled import thing_of
from app.extractive.tables import without_counter
from app.extractive.touching import matter_named
from app.extractive.unsaid import facts_kept, is_opinion, names_form
from app.retrieval import pack
from app.tasks.placeholder import fill
from app.tasks.template_file import load_prompts
from app.text.wording import pairs
from ingest.document import CLERK
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
MORE = """
（交付の取消し）
第8条　町長は、偽りその他不正の手段により補助金の交付を受けた者に対し、交付の決定の全部又は一部を取り消すことができる。

（補助金の返還）
第9条　前条の規定により交付の決定を取り消された者は、既に交付を受けた補助金を、町長が定める期限までに返還しなければならない。

（帳簿の備付け）
第10条　補助金の交付を受けた者は、補助金に係る収入及び支出の状況を明らかにした帳簿を備え、5年間保存しなければならない。

（補則）
第11条　この要綱に定めるもののほか、補助金の交付に関し必要な事項は、町長が別に定める。
"""
GYM = """みなと町体育館条例

（使用料）
第6条　使用者は、別表に定める使用料を前納しなければならない。

（使用料の減免）
第7条　町長は、次の各号のいずれかに該当するときは、使用料を減額し、又は免除することができる。
(1)　町が主催する行事に使用するとき　免除
(2)　町内のスポーツ少年団が使用するとき　10分の7の減額
2　前項の減免を受けようとする者は、使用の日の7日前までに、申請書を町長に提出しなければならない。

別表（第6条関係）
区分 | 午前 | 午後
アリーナ | 1,800円 | 2,400円
会議室 | 400円 | 500円
"""
FAQ = """よくある質問

質問 | 回答
体育館は、何日前から予約できますか。 | 使用する日の2か月前の日から予約できます。体育館の窓口で申し込んでください。
粗大ごみは、どこに出しますか。 | 町の清掃センターに自分で持ち込んでください。10キログラムにつき120円です。
"""
TANK = """みなと町浄化槽設置補助金交付要綱

（補助の対象者）
第2条　補助の対象となる者は、自ら居住する住宅に浄化槽を設置する者とする。ただし、次の各号のいずれかに該当する者を除く。
(1)　町税を滞納している者
(2)　販売の目的で住宅を建築する者

（補助金の額）
第3条　補助金の額は、別表に定める額を限度とする。

（交付の申請）
第4条　補助金の交付を受けようとする者は、工事に着手する日の14日前までに、交付申請書を町長に提出しなければならない。

別表（第3条関係）
人槽 | 限度額
5人槽 | 332,000円
7人槽 | 414,000円
"""
SHOP = """みなと町空き店舗活用補助金交付要綱

（補助金の額）
第4条　改装費の補助は、対象となる費用の2分の1以内とし、80万円を限度とする。

（申請）
第5条　補助金の交付を受けようとする者は、開業の日の30日前までに、申請書を町長に提出しなければならない。
"""
NEWS = """広報みなと

インフルエンザの予防接種を助成します

65歳以上の方は、1回1,500円で受けられます。期間は10月15日から翌年1月31日までです。

空き店舗を使って店を始めませんか

昨年度は3店が開業しました。
"""


def _whole(text):
    """The rule with the 条 that every such rule has: one so short that it is one passage is no rule of a town."""
    title, _, text = text.partition("\n")
    text = f"{title}\n\n（趣旨）\n第1条　この定めは、必要な事項を定める。\n{text}"
    body, table, rows = text.partition("\n別表")
    return f"{body}{MORE}{table}{rows}"


@pytest.fixture(scope="module")
def shelf():
    day = date(2026, 4, 1)
    laws = (("gym", GYM, "条例"), ("tank", TANK, "要綱"), ("shop", SHOP, "要綱"))
    made = [
        document(key, text.split("\n")[0], kind, _whole(text), effective_from=day) for key, text, kind in laws
    ]
    made.append(document("faq", "よくある質問", "FAQ", FAQ, issued=day))
    made.append(document("news", "広報みなと", "広報", NEWS, issued=date(2026, 10, 1)))
    return TinyIndex(made)


def drafted(shelf, task, **fields):
    request = DraftRequest(task, fields)
    return list(draft(request, index=shelf, writer=None, prompts=PROMPTS, viewer=CLERK))[-1].draft.text


def part(text, heading, end):
    return text.partition(heading)[2].partition(end)[0].strip("\n").split("\n")


def bare(lines):
    return [line.split("[")[0].strip() for line in lines]


def manual(shelf, name, asked):
    fields = {"業務名": name, "所属": "課", "手順": "受け取る", "調べること": asked}
    return drafted(shelf, "manual", **fields, 作成年月="令和8年12月", 問合せ="課")


def reply(shelf, subject, question):
    return drafted(shelf, "kaitou", 件名=subject, 質問=question, 方法="メール", 担当="課")


def test_a_letter_on_what_the_pages_are_silent_on_is_answered_from_the_rule():
    shelf_ = TinyIndex(
        [document("gym", "みなと町体育館条例", "条例", GYM), document("faq", "よくある質問", "FAQ", FAQ)]
    )
    asked = "スポーツ少年団で使う。使用料は安くなるか。\nいつまでに申し込めばよいか。"
    text = reply(shelf_, "体育館の使用料の減免", asked)
    assert bare(part(text, "お答え\n", "2　理由")) == [
        "町内のスポーツ少年団が使用するときは、10分の7の減額です",
        "減免を受けようとする者は、使用の日の7日前までに、申請書を町長に提出しなければなりません",
    ]


def test_a_price_that_names_nothing_is_told_behind_the_sentence_that_it_is_of(shelf):
    text = reply(shelf, "粗大ごみ", "ソファはいくらか。")
    assert bare(part(text, "お答え\n", "2　")[0].split("。")[:2])[:1] == [
        "町の清掃センターに自分で持ち込んでください"
    ]
    assert "。10キログラムにつき120円です" in text


def test_a_manual_is_written_from_the_whole_rule_of_its_matter_and_from_no_other(shelf):
    text = manual(shelf, "浄化槽設置補助金の受付", "補助金の額\n申請の期限")
    assert "空き店舗" not in text and "80万円" not in text
    assert bare(part(text, "期限・必要なもの・費用\n", "判断が分かれる"))[:4] == [
        "・補助金の交付を受けようとする者は、工事に着手する日の14日前までに、交付申請書を町長に提出しなければならない",
        "・補助金の額は、別表に定める額を限度とする",
        "5人槽：332,000円",
        "7人槽：414,000円",
    ]
    assert bare(part(text, "判断が分かれるとき\n", "誤りがあった"))[:4] == [
        "・補助の対象となる者は、自ら居住する住宅に浄化槽を設置する者とする",
        "・ただし、次の各号のいずれかに該当する者を除く",
        "(1)　町税を滞納している者",
        "(2)　販売の目的で住宅を建築する者",
    ]


def test_the_fee_is_told_though_the_form_says_the_rest_of_its_sentence(shelf):
    fields = {
        "用件": "インフルエンザ予防接種の助成",
        "伝えること": "65歳以上の方に助成します",
        "調べること": "費用と期間",
    }
    text = drafted(shelf, "sns", 媒体="X", **fields, 担当="健康推進課")
    assert "65歳以上の方は、1回1,500円で受けられます" in text
    assert "費用が分かる資料" not in text


def test_a_deadline_is_a_day_until_which():
    asked = "補助金の申請の期限"
    assert as_asked(1.0, asked, "開業の日の30日前までに申請書を提出しなければならない。") == 1.25
    assert as_asked(1.0, asked, "令和7年度は3店が開業しました。") == 0.0


@pytest.mark.parametrize(
    ("subject", "thing"),
    [
        ("空き店舗で店を始めませんか", "空き店舗"),
        ("インフルエンザの予防接種を受けましょう", "インフルエンザの予防接種"),
        ("粗大ごみの料金と出し方", "粗大ごみ"),
        ("町の宝を守ろう", "町の宝"),
    ],
)
def test_a_slogan_is_of_what_it_begins_with(subject, thing):
    assert matter_named(subject) == thing


def test_ranges_are_read_with_both_their_ends():
    asked = amount_in("200万円の支出は誰の決裁か")
    assert [
        in_range(asked, words)
        for words in ("100万円以上500万円未満", "100万円未満", "200万円を超える", "200万円以下")
    ] == [
        True,
        False,
        False,
        True,
    ]
    assert in_range(asked, "所属職員の休暇") is None
    assert thing_of("住民票の手数料の免除") == "免除"


def test_of_two_counts_of_one_paper_the_one_that_is_asked_is_told_as_the_paper_has_it_and_not_as_somebody_said_it():
    riders = "町営バス・乗合タクシー利用実績\n\n# 町営バスの利用者数\n\n年度 | 浜線 | 計\n令和6年度 | 10,070人 | 30,180人\n令和7年度 | 9,730人 | 30,370人\n\n# 乗合タクシーの利用者数\n\n令和7年度の乗合タクシーの利用者は、延べ1,960人です。\n予約の受付は、前日の午後5時までです。\n"
    told = statements_on(
        "町営バスの利用者数", riders, "事務局　町営バスの利用者は30,371人で、目標に届いていません。\n"
    )
    assert told == ["令和7年度：浜線 9,730人、計 30,370人"]
    told = statements_on("乗合タクシーの利用者数", riders, "")
    assert told == ["令和7年度の乗合タクシーの利用者は、延べ1,960人です。"]


def statements_on(about, paper, minutes):
    papers = [document("riders", "町営バス・乗合タクシー利用実績", "統計", paper, issued=date(2026, 5, 1))]
    papers += (
        [document("talk", "地域公共交通会議会議録", "会議録", minutes, issued=date(2026, 6, 18))]
        if minutes
        else []
    )
    shelf_ = TinyIndex(papers)
    places = [(passage, one) for one in papers for passage in shelf_.passages(one.id)]
    found = pack(places, wanted=pairs(about), limit=9, tokens=900, kept=9)
    return [each.text for each in tell(found, about, most=3)]


def test_who_says_a_thing_in_minutes_is_no_part_of_what_is_said_and_an_opinion_is_no_fact():
    assert not is_opinion("目標の33,000人に届いていません。") and is_opinion("使う生徒が増えると思います。")
    assert facts_kept("冷房は、工事で1億2,000万円を見込んでおり、国の補助を含めて検討してまいります。") == (
        "冷房は、工事で1億2,000万円を見込んでおります。"
    )
    assert names_form("条例第7条第2項の申請書は、減免申請書（様式第2号）とする。")
    assert not names_form("申請者は、申請書（様式第1号）を町長に提出しなければならない。")


def test_an_answer_on_the_reduction_of_a_fee_tells_the_rule_as_it_is_and_not_what_was_said_of_the_place():
    said = "令和8年第2回みなと町議会定例会会議録\n\n○議長（熊谷武男君）　7番、江波戸修議員。\n○7番（江波戸修君）　体育館に冷房を付ける考えはありますか。\n○教育長（水谷恵子君）　体育館の冷房は、工事で1億円を見込んでおり、検討してまいります。体育館の使用を控えていただきます。\n"
    rule = document("gym", "みなと町体育館条例", "条例", GYM)
    minutes = document(
        "talk", "令和8年第2回みなと町議会定例会会議録", "会議録", said, issued=date(2026, 6, 10)
    )
    fields = {"会期": "令和8年第4回定例会", "質問事項": "体育館使用料の減免", "方針": "研究する"}
    text = drafted(
        TinyIndex([rule, minutes]),
        "souteimondou",
        **fields,
        質問要旨="高齢者の団体も対象にすべきではないか。",
    )
    assert bare(part(text, "【答弁（案）】\n", "【根拠")) == [
        "町長は、次の場合は、使用料を減額し、又は免除することができます",
        "対象は、町が主催する行事に使用するとき（免除）、町内のスポーツ少年団が使用するとき（10分の7の減額）です",
        "体育館使用料の減免につきましては、引き続き研究してまいります。",
    ]
    assert "1億円" not in part(text, "【過去の答弁】\n", "【関係課】")[0]


def test_what_a_clerk_asks_for_leave_to_do_is_asked_once():
    line = "{事}こととしてよろしいか、下記のとおり伺います。"
    assert (
        fill(line, {"事": "扇風機を購入してよいか。"})
        == "扇風機を購入することとしてよろしいか、下記のとおり伺います。"
    )
    assert (
        fill(line, {"事": "広報紙を配ってよろしいでしょうか"})
        == "広報紙を配ってよろしいか、下記のとおり伺います。"
    )


FEES = """みなと町手数料条例

（手数料の額）
第2条　所得証明書の交付の手数料は、1通につき350円とする。

（手数料の免除）
第4条　次の各号のいずれかに該当する者については、手数料を免除する。
(1)　生活保護法による保護を受けている者
(2)　災害により被害を受けた者
"""


def test_who_is_free_of_a_fee_is_told_by_their_own_item_and_the_reason_is_the_provision_on_it():
    shelf_ = TinyIndex(
        [document("fees", "みなと町手数料条例", "条例", _whole(FEES), effective_from=date(2026, 4, 1))]
    )
    text = reply(shelf_, "所得証明書の手数料の免除", "生活保護を受けている。無料になるか。")
    assert bare(part(text, "お答え\n", "2　理由")) == [
        "生活保護法による保護を受けている者については、手数料を免除します"
    ]
    assert bare(part(text, "理由\n", "\n\n")) == ["この取扱いは、みなと町手数料条例第4条で定めています"]


def test_the_number_of_a_row_in_a_table_of_fees_only_counts():
    header, cells = ("項", "区分", "単位", "手数料の額"), ("2", "粗大ごみ", "1点", "700円")
    assert without_counter(header, cells) == (header[1:], cells[1:])


def test_what_is_told_under_its_own_heading_is_not_asked_for_again():
    shelf_ = TinyIndex(
        [document("gym", "みなと町体育館条例", "条例", _whole(GYM), effective_from=date(2026, 4, 1))]
    )
    text = manual(shelf_, "体育館の使用許可", "使用料\n減免")
    told = bare(part(text, "期限・必要なもの・費用\n", "判断が分かれる"))
    assert "・町長は、次の各号のいずれかに該当するときは、使用料を減額し、又は免除することができる" in told
    assert not [line for line in told if "要確認" in line]
