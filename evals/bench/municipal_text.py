"""Sentences of a municipal office made by rule, for measuring engines. Knows nothing of engines; no real text.

Every passage is about one matter under one heading, so that a question has one passage that answers it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

MATTERS = (
    "住民票の写し", "印鑑登録証明書", "戸籍の附票", "課税証明書", "軽自動車税", "固定資産税", "国民健康保険税", "後期高齢者医療",
    "介護保険料", "児童手当", "子ども医療費助成", "保育園の入園", "放課後児童クラブ", "就学援助", "図書館の利用者カード",
    "市民体育館", "文化会館大ホール", "公民館の会議室", "市営住宅", "市営駐車場", "上下水道の使用開始", "浄化槽の設置補助",
    "粗大ごみの収集", "資源物の集団回収", "犬の登録", "空き家の解消補助", "住宅の耐震診断", "道路の占用", "屋外広告物の許可",
    "都市公園の占用", "農地の転用", "有害鳥獣の捕獲", "森林の伐採届", "商店街の活性化補助", "創業の支援金", "自治会の交付金",
    "防災ラジオの貸与", "避難行動の個別計画", "消防団員の報酬", "市議会の傍聴", "情報公開の請求", "個人情報の開示",
    "入札の参加資格", "指定管理者の公募", "ふるさと納税の返礼品", "広報紙の広告", "成人式の実行委員", "敬老祝金",
)  # fmt: skip
HEADINGS = {
    "手数料": "{matter}の手数料は、1件につき{n}00円とする。ただし、公用のため請求があったときは、これを徴収しない。",
    "申請の方法": "{matter}を希望する者は、所定の申請書を{section}へ提出しなければならない。郵送及び電子申請によることもできる。",
    "必要な書類": "{matter}の手続には、本人確認書類の写し、委任状その他市長が必要と認める書類を添えるものとする。",
    "受付時間": "{matter}の受付は、{section}において、平日の午前8時30分から午後{hour}時{n}分まで行う。",
    "対象となる者": "{matter}の対象となる者は、市内に引き続き{n}月以上住所を有し、市税を滞納していない者とする。",
    "申請の期限": "{matter}の申請は、事実の生じた日の翌日から起算して{n}日以内に行わなければならない。",
    "減額及び免除": "市長は、災害その他特別の理由があると認めるときは、{matter}に係る負担を減額し、又は免除することができる。",
    "取消し": "偽りその他不正の手段により{matter}の決定を受けたときは、市長は、その決定の全部又は一部を取り消すものとする。",
}
SECTIONS = (
    "市民課",
    "税務課",
    "福祉課",
    "こども課",
    "環境課",
    "建設課",
    "産業課",
    "総務課",
    "生涯学習課",
    "防災課",
)
ASKING = (
    "{matter}の{heading}について教えてください",
    "{matter}の{heading}はどう決められていますか",
    "{heading}を知りたい（{matter}）",
)
CLOSING = (
    "この場合において、必要な事項は、規則で定める。",
    "前項の規定にかかわらず、市長が特に必要と認めるときは、この限りでない。",
    "不明な点は、{section}の窓口又は電話でお問い合わせください。",
    "決定の通知は、受付の日から{n}日以内に、書面により行うものとする。",
    "変更が生じたときは、速やかにその旨を届け出なければならない。",
    "この取扱いは、令和{year}年4月1日から適用する。",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the number of the passage that answers it."""

    question: str
    passage: int


def passages(*, length: int = 370, seed: int = 0) -> list[str]:
    """One passage for each matter and heading (384), each of exactly ``length`` characters (at least 150)."""
    chance = random.Random(seed)
    return [_passage(matter, heading, length, chance) for matter in MATTERS for heading in HEADINGS]


def questions(count: int, *, seed: int = 0) -> list[Asked]:
    """``count`` different questions (at most 384), each answered by one of ``passages()``."""
    chance = random.Random(seed)
    headings = list(HEADINGS)
    chosen = chance.sample(range(len(MATTERS) * len(headings)), count)
    asked = []
    for number in chosen:
        matter, heading = MATTERS[number // len(headings)], headings[number % len(headings)]
        asked.append(Asked(chance.choice(ASKING).format(matter=matter, heading=heading), number))
    return asked


def _passage(matter: str, heading: str, length: int, chance: random.Random) -> str:
    def fill(sentence: str) -> str:
        return sentence.format(
            matter=matter,
            n=chance.randint(2, 30),
            hour=chance.randint(4, 7),
            section=chance.choice(SECTIONS),
            year=chance.randint(2, 8),
        )

    text = f"みどり市{matter}に関する要綱　（{heading}）\n" + fill(HEADINGS[heading])
    while len(text) < length:
        text += fill(chance.choice(CLOSING))
    return text[:length]
