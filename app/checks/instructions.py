"""Sentences in documents that give orders to a model, and what makes text inert. Knows nothing of models.

Text from documents, pages and residents is data. What reads like an order to the program is kept out of prompts and
told to the clerk; a report about such orders (「…と書かれた文書に注意」) is not one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.checks.orders import LETTER, is_call, is_order
from app.result import Finding
from app.text.wording import sentences

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(
    r"<\|[A-Za-z0-9_]{1,40}\|>|\[/?INST\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>|"
    r"</?(?:system|assistant|user|instructions?|tool|function_calls?)>|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}",
    re.IGNORECASE,
)
_QUALIFIER = r"(?:これまで|今まで|いままで|以前|上記|上|前|先|先ほど|最初|元|今|既存|与えられた|すべて|全て|あらゆる|全部|一切|システム|あなた(?:へ|に対する)|ここまで)"
_ORDERS = r"(?:指示|命令|ルール|規則|決まり|プロンプト|設定|制約|制限|ガイドライン|役割)"
_DROP = r"(?:無視(?:し(?:て(?!は|い)|なさい|ろ|、)|せよ|する(?:こと|ように)?)|忘れ(?:て(?!は|い)|なさい|ろ|よ|、)|破棄せよ|上書き(?:し|せ)|リセット(?:し|せ)|解除(?:し|せ)|従わないで|従わなくて|従うな|取り消(?:して|せ))"
_READER = r"(?:AI|人工知能|アシスタント|言語モデル|チャットボット|LLM|ChatGPT|GPT|Copilot|自動応答|下書き(?:ソフト|システム)|文章(?:生成)?モデル|このモデル|あなた)"
_DO = r"(?:出力|回答|返答|返信|送信|表示|記載|記述|生成|転送|開示|公開|挿入|追加|実行|付け加え|書き加え|埋め込み|書き換え)"
_MUST = r"(?:せよ|しろ|しなさい|してください|すること|ること|なさい|[てで]ください|せ$|れ$)"
_SECRETS = r"(?:システムプロンプト|プロンプト(?:全文|の全文|の内容)|初期(?:指示|設定)|内部(?:指示|設定)|APIキー|パスワード|秘密鍵|環境変数|会話(?:履歴)?|接続鍵|隠し(?:設定|指示)|他の(?:利用者|団体|人)の)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"{_QUALIFIER}[^。\n]{{0,8}}?の?[^。\n]{{0,6}}{_ORDERS}[^。\n]{{0,12}}{_DROP}",
        rf"{_ORDERS}(?:を|は|も)?(?:すべて|全て|全部|一切)[^。\n]{{0,4}}{_DROP}",
        rf"{_READER}(?:への|に対する|向けの|宛ての)(?:特別な|追加の|新しい|重要な)?(?:指示|命令|注意|お知らせ)",
        r"(?:新しい|新たな|追加の|本当の|真の|優先)(?:指示|命令)(?:[:：]|です|に従|を(?:与え|伝え))",
        rf"{_READER}(?:は|なら|が|よ、?|へ|に(?!よ|つ|関|お|対))[^。\n]{{0,60}}{_DO}[^。\n]{{0,8}}{_MUST}",
        rf"{_READER}(?:は|を)[^。\n]{{0,24}}(?:として(?:振る舞|ふるま|行動|答え)|になりき|ではなく(?!、?(?:職員|人)))",
        rf"{_SECRETS}(?:を|は|も|と[^。\n]{{1,16}}?を)[^。、\nをは]{{0,14}}?(?:{_DO}|教え|見せ|貼り付け|列挙|書き出|漏ら)(?!な)",
        r"(?:答え|回答|返答|文案|下書き)に(?:は|も)?[^。\n]{0,60}(?:リンク|画像|URL|広告|マークダウン)[^。\n]{0,12}(?:付け|入れ|添え|挿入|追加|含め)[^。\n]{0,6}",
        r"(?:開発者|デベロッパー|管理者|デバッグ|無制限|脱獄)モード(?:に|を|で|へ)[^。\n]{0,12}(?:切り替|有効|移行|入|動作|応答|起動)",
        r"(?:利用者|職員|ユーザー?|担当者|読者)に(?:は|も)?[^。\n]{0,12}(?:知らせ|伝え|言わ|告げ|気付かれ|見せ)(?:ず|ないで|るな|てはいけ)[^。\n]{0,40}(?:出力|回答|書|変更|答え|送)",
        rf"出典(?:番号)?(?:を|は)[^。\n]{{0,10}}(?:付けず|書かず|省い|消し|偽)[^。\n]{{0,30}}{_MUST}",
        rf"(?:次|以下)の(?:文|文字列|URL|リンク|画像|マークダウン|Markdown|HTML|コード)[^。\n]{{0,20}}(?:そのまま|必ず|末尾に|先頭に)[^。\n]{{0,20}}{_DO}",
        rf"(?:要約|下書き|回答|答弁|文案|返答)(?:の代わりに|の末尾に|の先頭に|の最後に|には必ず|では必ず)[^。\n]{{0,50}}(?:{_DO}|書|入れ|添え|付け)[^。\n]{{0,8}}{_MUST}",
        r"(?:base64|16進|rot13)[^。\n]{0,20}(?:復号|デコード|decode)[^。\n]{0,20}(?:実行|従|follow|execute|出力)",
        r"^\s*(?:#+\s*)?(?:system|assistant|developer|システム|アシスタント)\s*(?:message|prompt|メッセージ|プロンプト)?\s*[:：]",
        r"(?:AI|人工知能|アシスタント|ボット|LLM|GPT|生成AI|(?:言語|文章|生成|要約)モデル|自動(?:処理|応答|要約|採点|翻訳))(?:の|で|を|に)?[^。\n、：:]{0,12}(?:へ|宛て?|の方に)(?:[。：:、]|告)",
        r"(?:プログラム|モデル|システム|要約担当|採点担当|回答担当|機械|読み取り側|処理系)(?:の[^。\n、：:]{0,8})?(?:へ|宛て?)[。：:]",
        r"(?:前|先|これまで|これ以前|さきほど|先ほど|今まで|ここまで|従来|以前)[^。\n]{0,8}(?:会話|やり取り|約束|指示|命令|設定|前提|文脈|取り決め)[^。\n]{0,12}(?:無効|なかったこと|白紙|捨て|忘れ|終了し|破棄|考慮しない)",
        r"(?:読者|利用者|職員|担当者|人間|使う人|依頼者)[^。\n]{0,4}(?:には?|へ)(?:は)?(?:見せ|知らせ|伝え|気付かれ|気づかれ|言わ|悟られ|断ら)(?:ず|ない(?:で|よう))",
        r"(?:次に|今から|これから)(?:書く|作る|返す|出す)(?:答え|回答|文|返事|出力|文案|要約)[^。\n]{0,50}(?:ください|こと|せよ|なさい|しろ)",
        r"以降の(?:質問|会話|回答|返答|出力)(?:すべて|全て|には?全て|には?すべて|は必ず)[^。\n]{0,40}(?:答え|回答|出力|書|返)",
        r"(?:内部|隠し|秘密|初期|元々?|裏)の?(?:指示書?|命令書?|プロンプト|ルール|決まり|設定)[^。\n]{0,8}(?:を|は)[^。\n]{0,8}(?:貼|出し|見せ|教え|書き|公開|写し|開示|引用)",
        r"(?:これ|ここ)(?:より先|から先|からは?|以降は?|まで(?:が|で)(?:資料|文書|データ))[^。\n]{0,16}(?:命令|指示|管理者|開発者|システム)[^。\n]{0,8}(?:[：:]|です|だ|に従|として)",
        r"(?:本文|内容|資料|事実|評価基準|記述)[^。\n]{0,6}に(?:かかわらず|関係なく|よらず)[^。\n]{0,40}(?:結論|評価|満点|推(?:し|薦)|採用|と(?:書|答|述べ|返))",
        r"(?:あなた|君|お前)の(?:役目|役割|名前|仕事|立場|設定)は[^。\n]{0,10}(?:変わ|今|これから|ではな|です)",
        r"と(?:名乗り|名乗れ|応答(?:し|せ|する)|発言(?:し|せ|する)|返答(?:し|せ|する))(?:なさい|よ|ろ|て(?:ください|下さい)|こと|ように)?",
        r"(?:要約|文案|回答|返答|出力|答え)(?:の|は)(?:最後|最初|先頭|末尾|冒頭|全体)[^。\n]{0,12}を?「[^」]{1,60}」(?:に|と|だけ)",
        r"(?:人|職員|読み手|誰)に(?:も)?(?:見られ|気付かれ|気づかれ|分から|知られ)ない(?:よう|で)[^。\n]{0,40}(?:入れ|紛れ|混ぜ|書|加え|挿)",
        r"(?:開発者|管理者|運営者|システム)(?:から|より)の(?:連絡|指示|命令|通知)(?:です|[：:])",
        r"!\[[^\]\n]*\]\(\s*(?:https?:)?//|<\s*(?:script|iframe|img|object|embed|form|meta|link|svg|base)\b|javascript\s*:|data:text/html|\bon(?:error|load|click)\s*=",
        r"忽略[^。\n]{0,8}(?:指令|指示|提示|规则)|무시하(?:고|세요)|(?:이전|위의)\s?지시",
        r"(?<![A-Za-z0-9+/_.\-])[A-Za-z0-9+/]{64,}={0,2}(?![A-Za-z0-9+/])",
    )
)
_ENGLISH = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"\b(?:ignore|disregard|forget|override|bypass|skip)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|the|system)\b[^.\n]{0,24}\b(?:instruction|prompt|rule|message|direction|guideline|context|polic|restriction|filter|safety)",
        r"\bforget (?:everything|all)\b|\bnew instructions?\s*[:：]|\bend of (?:the )?(?:document|context|sources?)\b[^\n]{0,20}(?:new|now|system)",
        r"\b(?:reveal|print|repeat|output|show|leak|disclose|display|return)\b[^.\n]{0,40}\b(?:system prompt|initial prompt|your (?:instructions|prompt|rules)|api key|password|secret|credential|hidden|environment variable|conversation)",
        r"\byou are (?:now|no longer)\b|\bfrom now on,? (?:you|the assistant)|\b(?:act|behave|respond) as (?:an? )?(?:unrestricted|unfiltered|dan\b|developer|different|admin)|\bpretend (?:to be|you are)|\bdeveloper mode\b|\bjailbreak",
        r"\bdo not (?:tell|inform|mention|reveal|warn)[^.\n]{0,30}\b(?:user|clerk|reader|human|anyone)",
        r"\b(?:as|if you are) (?:an? |the )?(?:ai|language model|assistant|llm)\b[^.\n]{0,60}\b(?:must|should|will|please|have to)\b",
        r"\b(?:ai|assistant|llm|chatbot|model)s?\b[^.\n]{0,20}\b(?:reading|processing|summari[sz]ing)\b[^.\n]{0,40}\b(?:this|must|should|please|:)",
        r"\b(?:append|insert|include|add|embed|render)\b[^.\n]{0,50}\b(?:markdown|image|link|url|html|iframe|script|tag)s?\b",
        r"\bsend\b[^.\n]{0,60}\b(?:to|at)\b[^.\n]{0,10}(?:https?:|[a-z0-9._]+@)",
        r"\b(?:set aside|throw out|discard|abandon|supersede|replace|drop)\b[^.\n]{0,40}\b(?:guidance|instructions?|rules?|prompts?|told|directives?|constraints?)",
        r"\b(?:system|admin(?:istrator)?|developer|root)\s*(?:override|notice|command|alert|directive)\b",
        r"\b(?:the|this|any|every|dear|hey)\s+(?:assistant|model|ai|llm|bot|chatbot|summari[sz]er|agent)\b[^.\n]{0,30}(?:\b(?:shall|must|should|will(?! (?:help|be|assist|explain|guide|show|tell|answer))|has to|is to|needs to|please)\b|[:,])",
        r"\b(?:notes?|messages?|instructions?|memos?|attention|warning)\s*(?:to|for)?\s*[:,]?\s*(?:the |all |any )?(?:summari[sz]ers?|ai|models?|assistants?|llms?|bots?|agents?|language models?)\b",
        r"\bas (?:the|an?) (?:[a-z]+ing |[a-z]+ )?(?:ai|llm|language model|assistant|bot)\b",
        r"\bdisregard\b|\b(?:real|actual|true|new) (?:task|goal|instruction|question|objective)s? (?:is|are)\b|\bfrom (?:this point|here|now) on?\b[^.\n]{0,20}\b(?:answer|respond|reply|say|output)\b|\bfrom this point\b[^.\n]{0,40}\b(?:answer|respond|reply|say|output)",
        r"\b(?:any|all|every) (?:llm|ai|model|assistant)s?\b[^.\n]{0,40}\b(?:parses?|reads?|processe?s?|summari[sz]es?)\b",
    )
)
"""What is looked for only where a letter of English stands."""
_ABOUT = re.compile(
    r"(?:注意|警戒|攻撃|事例|手口|例として|例えば|といった|などと|のような|と(?:いう|書|記|入力|指示|命令|言|い)|を狙|を防|対策|インジェクション|危険|禁止|しない|してはなら|してはいけ|ない(?:で|こと))"
)
_MESSAGE = "「{label}」に、プログラムへの命令と読める文があります。文案には使わず、文章モデルにも渡していません：「{words}」"
_IN_TEXT = "プログラムへの命令と読める文です。差出人と内容を確かめ、要らなければ消してください。"
_WHY = "文書や住民からの文章は資料であって、命令ではありません（生成AIの調達・利活用のガイドライン、プロンプトインジェクション対策）"


@lru_cache(maxsize=8192)
def is_instruction(sentence: str) -> bool:
    """Whether a sentence orders the program about. Spaces between the characters, 全角 and unseen characters hide nothing.
    Kept for a sentence: the same passages come up for many questions."""
    seen = _UNSEEN.sub("", sentence)
    if _CONTROL.search(seen) or len(seen) + 3 < len(sentence):
        return True
    plain = unicodedata.normalize("NFKC", seen)
    tight = re.sub(r"(?<=[ぁ-んァ-ヶ一-龠])[ \t・.*_\-]{1,3}(?=[ぁ-んァ-ヶ一-龠])", "", plain)
    if is_order(tight):
        return True
    texts = (plain,) if plain == tight else (plain, tight)
    patterns = (*_PATTERNS, *_ENGLISH) if LETTER.search(plain) else _PATTERNS
    return any(pattern.search(text) and _orders(pattern, text) for text in texts for pattern in patterns)


def _orders(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern is in ``text`` other than as something that the sentence reports and warns of."""
    for match in pattern.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        quoted = before.count("「") > before.count("」") and "」" in after
        if not (quoted and _ABOUT.search(after[after.index("」") :])):
            return True
    return False


def find_instructions(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence (or line) that gives orders to the program."""
    at = 0
    called = ""
    for sentence in sentences(text):
        start = text.find(sentence, at)
        if start < 0:
            continue
        joined = called + sentence if called and "\n\n" not in text[at:start] else ""
        at = start + len(sentence)
        if is_instruction(sentence) or (joined and is_instruction(joined)):
            yield start, at
        called = sentence if is_call(sentence) else ""


def without_instructions(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without such sentences, and those sentences. The rest of the line goes too: it goes on with the order."""
    parts, taken, at = [], [], 0
    for start, end in find_instructions(text):
        if start < at:
            continue
        line_end = text.find("\n", end)
        parts.append(text[at:start])
        taken.append(text[start:end])
        at = len(text) if line_end < 0 else line_end
    if not taken:
        return text, ()
    return "".join([*parts, text[at:]]).strip("\n"), tuple(taken)


def inert(text: str, *boundaries: str) -> str:
    """``text`` as nothing but text: no marks of a model's own language, nothing unseen, none of our ``boundaries``."""
    text = _CONTROL.sub("", _UNSEEN.sub("", text))
    for boundary in boundaries:
        text = text.replace(boundary, "")
    return text


def check_instructions(text: str) -> tuple[Finding, ...]:
    """A finding for each such sentence of a text that a person wants checked."""
    return tuple(
        Finding("instruction.text", "warning", _IN_TEXT, start, end, "", _WHY)
        for start, end in find_instructions(text)
    )


def told(label: str, sentence: str) -> Finding:
    """The finding for a sentence that was kept out of a draft."""
    words = " ".join(_UNSEEN.sub("", sentence).split())[:60]
    return Finding("instruction.source", "warning", _MESSAGE.format(label=label, words=words), source=_WHY)
