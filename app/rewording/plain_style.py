"""です・ます made である, wherever it stands. Knows nothing of meaning: what it does not know it leaves, and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.rewording.conjugation import Forms, forms
from app.rewording.reading import QUIET, Edit, Passage
from app.rewording.verbs import inflection, text_at, verb_at
from app.text.morphology import Word

_MASU, _DESU, _TA, _NU = "助動詞-マス", "助動詞-デス", "助動詞-タ", "助動詞-ヌ"
_ADJECTIVES = ("助動詞-ナイ", "助動詞-タイ", "助動詞-ラシイ", "助動詞-タ", "助動詞-ヌ", "助動詞-マイ")
_STARTS = {"ですので": "そのため", "ですから": "したがって", "ですが": "しかし", "でしたら": "それならば"}
_COMING = {"越し": "来る", "いで": "来る"}
_LEFT = re.compile(r"(?:です|ます|ません|でした|ました|でしょう|ましょう|ください|下さい)")
_THANKS = ("ありがとう", "有難う", "おはよう", "おめでとう")
_GREETS = re.compile(r"[お御ご](?:疲れ|苦労)(?:さま|様)$")
_LISTENERS = ("ね", "ねえ", "よ", "さ")
_AGREES = ("そう", "どう")
_FETCHED = ("聞く", "聴く", "見る", "もらう", "取る", "調べる")
"""「話を聞いてまいります」 is 聞いてくる or 聞いていく: it stays."""
_NO_PREDICATE = ("助詞", "副詞", "接続詞", "感動詞", "連体詞")
"""What です does not end: in 「特にですね、」 and 「予算がですね、」 it only calls on the listener."""


def to_plain(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` in である, and the sentences that stay as they are, since something polite would be left in them.

    >>> to_plain("利用は延べ3,412人でした[1]。席を増やすのは難しいです。名簿を提出してください。")[0]
    '利用は延べ3,412人であった[1]。席を増やすのは難しい。名簿を提出すること。'
    """
    passage = Passage(text)
    edits = [one for one in _edits(passage.words) if not passage.quiet(one.start, one.end)]
    kept, left = [], []
    for sentence in passage.sentences():
        start, end = sentence.words[0].start, sentence.words[-1].end
        own = [one for one in edits if start <= one.start < end]
        if _LEFT.search(QUIET.sub("", Passage(passage.bare[start:end]).edited(_from(start, own)))):
            left.append(sentence.text.strip())
        else:
            kept += own
    return passage.edited(kept), tuple(left)


def _from(start: int, edits: Sequence[Edit]) -> list[Edit]:
    return [Edit(one.start - start, one.end - start, one.text) for one in edits]


def _edits(words: Sequence[Word]) -> Iterator[Edit]:
    at = 0
    while at < len(words):
        found = _edit(words, at)
        if found is None:
            at += 1
            continue
        edit, after = found
        yield edit
        at = after


def _edit(words: Sequence[Word], at: int) -> tuple[Edit, int] | None:
    word = words[at]
    if (filler := _filler(words, at)) is not None:
        return filler
    if inflection(word) == _MASU and at:
        return _masu(words, at)
    if inflection(word) == _DESU:
        return None if _unsure(words, at) else _desu(words, at)
    if word.plain in ("くださる", "下さる") and word.parts[5] == "命令形":
        return _request(words, at)
    if (
        word.plain in ("いたす", "致す")
        and word.parts[5].startswith("連用")
        and text_at(words, at + 1) in ("て", "た")
    ):
        return Edit(word.start, word.end, "し"), at + 1
    return None


# ---- what only calls on the listener


def _filler(words: Sequence[Word], at: int) -> tuple[Edit, int] | None:
    """「特にですね、」 → 「特に、」, 「延びましてね、」 → 「延びて、」: the word goes, and 、 with it where 、 stands before."""
    copula = words[at].text == "です"
    last = at + copula
    pause = text_at(words, last + 1)
    if text_at(words, last) not in _LISTENERS or not (pause == "、" or (pause == "。" and not copula)):
        return None
    before = words[at - 1] if at else None
    if before is None or before.text in ("、", "。") or before.text.endswith("\n"):
        return (Edit(words[at].start, words[last + 1].end, ""), last + 2) if copula else None
    if before.parts[0] not in (_NO_PREDICATE if copula else ("助詞",)) or before.text in _AGREES:
        return None
    if before.parts[1] in ("準体助詞", "終助詞"):  # 足りないんですね、
        return None
    return Edit(words[at].start, words[last].end, ""), last + 1


def _unsure(words: Sequence[Word], at: int) -> bool:
    """Whether です may end something or only call on the listener (「あの場所ですね、」), or greets (お疲れさまです)."""
    before = words[at - 1] if at else None
    if before is None:
        return False
    calls = text_at(words, at + 1) == "ね" and text_at(words, at + 2) == "、"
    named = before.parts[0] in ("名詞", "代名詞", "接尾辞") or before.text in _AGREES
    return (calls and named) or _greets(words, at - 1)


def _greets(words: Sequence[Word], at: int) -> bool:
    """Whether 「お疲れさま」 or its like ends at a word; it may be cut in three."""
    return bool(_GREETS.search("".join(text_at(words, each) for each in range(at - 2, at + 1))))


# ---- ます


def _masu(words: Sequence[Word], at: int) -> tuple[Edit, int] | None:
    """The verb before ます with all that follows it, in its plain form."""
    start, verb, before = _verb(words, at)
    if verb is None:
        return None
    tail, after = _tail(words, at, verb, existing=words[at - 1].plain == "ある" and before == "")
    if not tail:
        return None
    return Edit(start, words[after - 1].end, tail), after


def _verb(words: Sequence[Word], at: int) -> tuple[int, Forms | None, str]:
    """Where the verb begins, its plain forms (humble verbs made plain ones), and what stood for another verb."""
    verb, first = words[at - 1], at - 1
    plain, kind, above = verb.plain, inflection(verb), text_at(words, at - 2)
    if plain in ("いたす", "致す", "申し上げる", "する") and at >= 3:
        prefixed = text_at(words, at - 3) == "お" and words[at - 2].parts[0] == "動詞"  # お届けします
        if prefixed and words[at - 2].plain != "願う":
            return words[at - 3].start, forms(words[at - 2].plain, inflection(words[at - 2])), "verb"
    noun = first > 0 and words[first - 1].parts[0] in ("名詞", "接尾辞")
    if plain in ("いたす", "致す") or (plain == "申し上げる" and noun):
        return verb.start, forms("する", "サ行変格"), plain
    if plain in ("まいる", "参る") and above in (
        "て",
        "で",
    ):  # what went on until now came: 進めてまいりました
        if at >= 3 and words[at - 3].plain in _FETCHED and text_at(words, at) != "まし":
            return verb.start, None, plain
        now = text_at(words, at) == "まし"
        return verb.start, forms("くる", "カ行変格") if now else forms("いく", "五段-カ行"), plain
    if plain == "おる":
        return verb.start, forms("いる", "上一段-ア行"), plain
    if plain in ("ござる", "御座る"):
        if _is_fixed(words, at - 1):
            return verb.start, None, plain
        return verb.start, forms("ある", "五段-ラ行"), ""
    return verb.start, forms(plain, kind), "" if plain == "ある" else plain


def _is_fixed(words: Sequence[Word], at: int) -> bool:
    """Whether ござる stands in what has no plain form: ありがとうございます, 多うございます, 御苦労さまでございます."""
    above, before = text_at(words, at - 1), words[at - 1] if at else None
    bent = before is not None and before.parts[0] == "形容詞"
    return above in _THANKS or bent or (above == "で" and _greets(words, at - 2))


def _tail(words: Sequence[Word], at: int, verb: Forms, *, existing: bool) -> tuple[str, int]:
    """What stands for the verb and its polite ending, and the index behind it; "" when the ending is not known."""
    text, one, two, three = (text_at(words, at + step) for step in range(4))
    existing = existing or verb.ends == "ある"
    deny = "な" if existing else f"{verb.denies}な"
    if text == "ます":
        return verb.ends, at + 1
    if text == "ましょう":
        return verb.wills, at + 1
    if text == "まし" and one in ("た", "たら", "たり"):
        return verb.past + one[1:], at + 2
    if text == "まし" and one == "て":
        return verb.and_then, at + 2
    if text == "ませ" and one == "ん":
        if two == "でし" and three == "た":
            return f"{deny}かった", at + 4
        if two == "でしょう":
            return f"{deny}いであろう", at + 3
        return f"{deny}い", at + (3 if two == "です" else 2)
    return "", at + 1


# ---- です


def _desu(words: Sequence[Word], at: int) -> tuple[Edit, int]:
    word, before = words[at], words[at - 1] if at else None
    one, two = text_at(words, at + 1), text_at(words, at + 2)
    if before is None or before.text in ("。", "\n") or before.text.endswith("\n"):
        for said, instead in _STARTS.items():
            if said == "".join(text_at(words, at + step) for step in range(3))[: len(said)]:
                after = next(n for n in range(at, len(words)) if words[n].end >= word.start + len(said)) + 1
                return Edit(word.start, words[after - 1].end, instead), after
    bent = before is not None and (before.parts[0] == "形容詞" or inflection(before) in _ADJECTIVES)
    start = word.start
    shortened = before is not None and before.text == "ん" and before.parts[0] == "助詞"
    lead = "の" if shortened else ""
    start = before.start if shortened and before else start
    if word.text == "でしょう":
        return Edit(start, word.end, f"{lead}であろう"), at + 1
    if word.text == "でし" and one in ("た", "たら", "て"):
        ending = {"た": "であった", "たら": "であれば", "て": "であって"}[one]
        return Edit(start, words[at + 1].end, lead + ending), at + 2
    after, end = at + 1, word.end
    if one in ("ね", "よ"):
        after, end = at + 2, words[at + 1].end
    asking = one == "か" and (two in ("。", "？", "") or two.startswith("\n"))
    return Edit(start, end, lead + ("" if bent or asking else "である")), after


# ---- ください


def _request(words: Sequence[Word], at: int) -> tuple[Edit, int] | None:
    """A request made a rule: 提出してください → 提出すること. What is asked for as a thing (資料をください) stays."""
    after = at + 2 if text_at(words, at + 1) == "ませ" else at + 1
    end = words[after - 1].end
    follows = text_at(words, after)
    if follows not in ("", "。", "！", "）") and not follows.startswith("\n"):
        return None
    joined = text_at(words, at - 1) in ("て", "で") and at >= 2
    if joined and inflection(words[at - 2]) == "助動詞-ナイ":  # 入らないでください
        return Edit(words[at - 1].start, end, "こと"), after
    if joined and words[at - 2].plain in (
        "せる",
        "させる",
    ):  # 相談させてください: who says it asks for themselves
        return Edit(words[at].start, end, "ほしい"), after
    if joined:
        verb = words[at - 2]
        known = forms(*verb_at(words, at - 2))
        return (Edit(verb.start, end, f"{known.ends}こと"), after) if known else None
    prefixed = at >= 2 and words[at - 2].parts[0] == "接頭辞" and words[at - 2].text in ("お", "ご", "御")
    before = words[at - 1] if at else None
    if before is None:
        return None
    if before.parts[0] == "動詞" and prefixed:
        known = forms(before.plain, inflection(before))
        plain = _COMING.get(before.text) or (known.ends if known else "")
        return (Edit(words[at - 2].start, end, f"{plain}こと"), after) if plain else None
    if before.parts[2:3] == ("サ変可能",):
        start = words[at - 2].start if prefixed else before.start
        noun = re.sub(r"^[お御ご](?=[一-龠])", "", before.text)
        return Edit(start, end, f"{noun}すること"), after
    return None
