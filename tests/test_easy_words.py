"""The words that a 広報 uses, in やさしい日本語: a verb in the form in which it stands, a request that denies, words of papers."""

from pathlib import Path

import pytest

from app.extractive.easy import easier, easy_words
from app.rewording.suru import forms_of

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
WORDS = easy_words(FOLDER / "easy.toml")


@pytest.mark.parametrize(
    ("said", "easy"),
    [
        ("雨天の場合は中止します。", "雨の ときはやめます。"),
        ("雨天時は体育館で開催いたします。", "雨の ときは体育館で開きます。"),
        ("会場での飲食はご遠慮ください。", "会場での飲食はしないでください。"),
        ("携帯電話の使用はお控えください。", "携帯電話の使用はしないでください。"),
        ("ご提出ください。持参し、待機する。", "出してください。持ってきて、待つ。"),
        ("該当しない人には、通知しません。", "当てはまらない人には、知らせません。"),
        ("返却しなかったときは、抽選で決定します。", "返さなかったときは、抽選で決めます。"),
        ("証明書は郵送できません。", "証明書（役所が 出す 紙）は郵便で 送ることが できません。"),
        ("申込みは11月30日必着です。", "申込みは11月30日までに 着くように 送ること（必着）です。"),
        ("最寄りの駅に、所定の用紙を", "いちばん 近い駅に、決められた用紙を"),
        ("決定通知書と審査会", "決定通知書と審査会"),
    ],
)
def test_words_of_a_public_paper(said, easy):
    assert easier(said, WORDS) == easy


def test_a_verb_of_the_list_stands_for_its_forms():
    made = dict(forms_of("修理する", "直す"))
    assert made["修理しないでください"] == "直さないでください" and made["修理した"] == "直した"
    assert dict(forms_of("厳守する", "かならず 守る"))["厳守して"] == "かならず 守って"
    assert dict(forms_of("回答", "答え")) == {} == dict(forms_of("回答する", "答え"))
    assert WORDS["持参"] == "持ってくること" and WORDS["購入しない"] == "買わない"
