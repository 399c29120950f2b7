"""The office's synonyms: read strictly, used in questions only, and never beyond what the table calls the same."""

from pathlib import Path

import pytest

from ingest.errors import SettingError
from ingest.search.synonyms import Group, Synonyms, load_synonyms

TABLE = load_synonyms(Path(__file__).resolve().parent.parent / "prompts" / "synonyms.toml")


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("引っ越してきて何日以内に届けが必要ですか", "転入届"),
        ("実印を登録したい", "印鑑登録"),
        ("印鑑証明はいくら", "印鑑登録証明書"),
        ("ソファを捨てたい", "粗大ごみ"),
        ("国保の手続", "国民健康保険"),
        ("母子手帳はどこで", "母子健康手帳"),
        ("税金が払えないとき", "徴収の猶予"),
        ("台風で家が壊れた", "り災証明書"),
        ("水道止めたい", "水道の使用中止"),
        ("赤ちゃん生まれた", "出生届"),
        ("成人式はいつ", "二十歳のつどい"),
    ],
)
def test_what_people_say_leads_to_the_offices_word(question, word):
    assert word in TABLE.expand(question)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("補助金の申請", "給付金"),
        ("児童手当の額", "児童扶養手当"),
        ("児童手当の額", "子ども手当"),
        ("市外から引っ越してきたときの転居", "転入届"),
        ("法人の住民税", "市県民税"),
        ("特別児童扶養手当の額", "児童扶養手当"),
        ("避難所はどこ", "指定緊急避難場所"),
    ],
)
def test_what_is_only_related_is_not_made_the_same(question, word):
    assert word not in TABLE.expand(question)


def test_a_question_in_the_offices_words_is_left_alone():
    assert TABLE.expand("契約の変更について") == ()


def test_no_word_is_in_two_groups_as_the_offices_own():
    first = [group.same[0] for group in TABLE.groups]
    assert len(first) == len(set(first)) > 90


def test_words_are_matched_in_any_width_and_in_table_order():
    table = Synonyms(
        (Group(("マイナンバーカード", "個人番号カード"), (), ()), Group(("交付",), ("もらう",), ()))
    )
    assert table.expand("ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞをもらう") == ("個人番号カード", "交付")


def test_no_file_means_no_synonyms(tmp_path):
    assert load_synonyms(tmp_path / "synonyms.toml").groups == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[group]\nsame=[]", "検索の同義語を読めません（1行目の8字目の辺り）"),
        ("[[words]]\nsame = ['a']", "[[group]] だけ"),
        ("[[group]]\nsaid = ['a']", "same がありません"),
        ("[[group]]\nsame = ['ごみ', '塵']\n[[group]]\nsame = 'ごみ'", "2 番目の [[group]] の same"),
        ("[[group]]\nsame = ['ごみ']", "一つしかありません"),
        ("[[group]]\nsame = ['ごみ', '塵']\nlike = ['x']", "使えるのは same、said、not"),
    ],
)
def test_a_wrong_table_is_refused_with_the_place_and_the_remedy(tmp_path, text, told):
    file = tmp_path / "synonyms.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as error:
        load_synonyms(file)
    assert told in str(error.value)
    assert "synonyms.toml" in str(error.value)
