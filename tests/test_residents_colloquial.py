"""What residents ask in words that the pages do not have: told where the page means it, refused where it does not."""

from datetime import date

import pytest

from tests.town_of_pages import ask_of

DAY = date(2026, 11, 1)
GOMI = """<p>ごみは朝8時30分までに出してください。</p><h2>ごみの区分と出し方</h2>
<table><tr><th>区分</th><th>主なもの</th><th>出し方</th></tr>
<tr><th rowspan="2">燃やせないごみ</th><td>陶磁器、割れたびん</td><td>指定袋</td></tr>
<tr><td>スプレー缶、カセットボンベ</td><td>中身を使い切り、穴を開けずに、透明の袋に入れる</td></tr></table>
<h2>動物の死骸</h2><p>道路上で犬や猫が死んでいるときは、環境課へ連絡してください。飼っていた動物は、
清掃工場に持ち込むことができます。手数料は1頭2,200円です。</p>"""
SODAI = """<p>粗大ごみは予約制です。</p><h2>主な品目の手数料</h2><table><tr><th>品目</th><th>手数料</th></tr>
<tr><td>布団</td><td>300円</td></tr><tr><td>たんす（高さ1メートル未満）</td><td>600円</td></tr>
<tr><td>たんす（高さ1メートル以上）</td><td>1,200円</td></tr></table>"""
HOIKU = """<h2>保育所等の一覧</h2><table><tr><th>区分</th><th>施設名</th><th>定員</th><th>受入年齢</th></tr>
<tr><td rowspan="2">町立</td><td>うみべ保育所</td><td>90人</td><td>生後6か月から</td></tr>
<tr><td>やまて保育所</td><td>60人</td><td>1歳から</td></tr>
<tr><td>私立</td><td>かなみこども園</td><td>120人</td><td>生後57日から</td></tr></table>
<h2>一時預かり</h2><p>保護者の病気などで家庭で保育できないときに、かなみこども園でお預かりします。対象は2歳から就学前までです。</p>"""
KOSEKI = """<h2>死亡届</h2><dl><dt>届出期間</dt><dd>死亡の事実を知った日から7日以内</dd></dl>
<p>死亡届を出すと、火葬許可証を交付します。火葬場の予約は葬儀業者が行うのが一般的です。</p>
<h2>離婚届</h2><dl><dt>届出期間</dt><dd>協議離婚は期間の定めはありません</dd><dt>必要なもの</dt><dd>離婚届書、本人確認書類</dd></dl>"""
YOBO = """<h2>高齢者の予防接種の費用</h2><table><tr><th>予防接種</th><th>対象</th><th>自己負担</th></tr>
<tr><td>インフルエンザ</td><td>65歳以上の方</td><td>1,500円</td></tr></table>"""
KOKUHO = """<p>国民健康保険の加入者への給付です。</p><h2>出産育児一時金</h2><p>加入者が出産したとき、50万円を支給します。</p>
<h2>葬祭費</h2><p>加入者が亡くなったとき、葬祭を行った方に5万円を支給します。</p>"""
IRYO = """<p>18歳までの子どもの医療費を助成します。</p><h2>県外で受診したとき</h2>
<p>県外の医療機関では受給者証が使えません。領収書を添えて、1年以内に払戻しを申請してください。</p>"""
SUIDO = """<h2>濁り水</h2><p>工事などで水が濁ることがあります。濁りで洗濯物が汚れた場合の補償は行っていません。</p>"""
INU = """<p>犬の登録と注射が必要です。</p><table><tr><th>手続き</th><th>手数料</th></tr>
<tr><td>新規登録</td><td>3,000円</td></tr><tr><td>鑑札の再交付</td><td>1,600円</td></tr></table>"""
PAGES = {
    "gomi": ("家庭ごみの分け方・出し方", GOMI),
    "sodai": ("粗大ごみの収集", SODAI),
    "hoiku": ("保育所等の入所申込み", HOIKU),
    "koseki": ("戸籍の届出", KOSEKI),
    "yobo": ("高齢者の予防接種", YOBO),
    "kokuho": ("国民健康保険の給付", KOKUHO),
    "iryo": ("子ども医療費の助成", IRYO),
    "suido": ("水道の水が濁ったとき", SUIDO),
    "inu": ("犬の登録", INU),
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    return ask_of(tmp_path_factory.mktemp("town"), PAGES, as_of=DAY)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("使い切ったスプレー缶は穴あけて捨てるの？", "穴を開けずに"),
        ("飼ってた猫が死んじゃって…どうしたらいい", "2,200円"),
        ("背の高いタンスの処分代", "1,200円"),
        ("やまて保育所は何歳から預けられる？", "受入年齢：1歳から"),
        ("はじめて離婚することになって、手続きは何から", "離婚届書"),
        ("旅行先の県外で子どもが受診したときのお金は戻ってくる？", "1年以内に払戻し"),
        ("父が亡くなりました。国保だったんですがお葬式のお金はもらえますか", "5万円"),
        ("水がにごってる、洗濯物よごれたけど弁償してくれる？", "補償は行っていません"),
        ("犬の鑑札をなくした。再発行いくら", "鑑札の再交付　手数料：1,600円"),
    ],
)
def test_other_words_for_what_a_page_tells_do_not_hide_it(asked, question, told):
    got = asked(question)
    assert (got.status, told in got.text) == ("answered", True), got.text


@pytest.mark.parametrize(
    "question", ["火葬場の使用料はいくらですか", "インフルエンザの子どもの予防接種の助成額"]
)
def test_a_price_is_told_by_a_price_and_of_those_who_are_asked_for(asked, question):
    assert asked(question).status == "no_sources"
