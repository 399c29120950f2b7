"""Whether a sentence says the opposite of the sentence that it follows: 増加 for 減少, できる for できない. Knows no sources."""

from __future__ import annotations

import re
from functools import lru_cache

from app.checks.grounds.pools import Said
from app.text.marks import REVIEW
from app.text.wording import pairs

_OPPOSITES = (
    ("増加", "減少"),
    ("増え", "減り"),
    ("増え", "減っ"),
    ("増やし", "減らし"),
    ("増額", "減額"),
    ("上回", "下回"),
    ("上昇", "低下"),
    ("有料", "無料"),
    ("必要", "不要"),
    ("含む", "除く"),
    ("含み", "除き"),
    ("含め", "除い"),
    ("対象とする", "対象外とする"),
    ("対象となる", "対象外となる"),
    ("可能", "不可能"),
    ("可決", "否決"),
    ("支給", "不支給"),
    ("交付", "不交付"),
    ("承認", "不承認"),
    ("採択", "不採択"),
    ("許可", "不許可"),
    ("適合", "不適合"),
    ("同意", "不同意"),
    ("賛成", "反対"),
    ("開始", "終了"),
    ("拡大", "縮小"),
    ("延長", "短縮"),
    ("公開", "非公開"),
    ("屋内", "屋外"),
    ("前期", "後期"),
    ("義務", "任意"),
    ("引き上げ", "引き下げ"),
    ("引上げ", "引下げ"),
    ("加算", "減算"),
    ("黒字", "赤字"),
    ("増収", "減収"),
    ("休館", "開館"),
    ("課税", "非課税"),
    ("常勤", "非常勤"),
    ("強化", "緩和"),
    ("有効", "無効"),
    ("達成", "未達成"),
    ("上が", "下が"),
    ("全部", "一部"),
    ("事前", "事後"),
    ("加入", "脱退"),
    ("前半", "後半"),
    ("許可する", "禁止する"),
    ("できる", "できない"),
    ("できます", "できません"),
)
_DUTY = re.compile(
    r"(?:し)?なければな(?:らない|らず|りません)|(?:し)?なければいけ(?:ない|ません)|ねばなら(?:ない|ぬ|ず)|ざるを得(?:ない|ません)|ないわけにはいか"
)
_NOT_DENYING = re.compile(
    r"しか[^。、]{0,10}(?:ません|な[いかく])|だけで(?:は)?なく|のみなら?ず|ではなく|少なくな[いく]|やむを得(?:ない|ず|ません)|とは限ら(?:ない|ず)|かもしれ(?:ない|ません)|に過ぎ(?:ない|ません)|に違い(?:ない|ありません)|ないよう|なくす|なくなる|な(?:い|かろう)(?:です|でしょう|であろう|だろう)?か(?=[。\[」）)、]|$)|ませんか(?=[。\[」）)、の]|$)|(?:分か|わか)らない(?=とき|場合|こと|点|方)|必ず|はず|わず|たえず|まず|ずつ|いずれ|ずれ|はかなら|かかわらず|少なく|なくとも"
)
_DENYING = re.compile(
    r"(?<![少危])な[いかく](?=[。、っ」）)\[ 　とたのわ場ではがけこもようてお者人方限]|$)|ません|(?<=[かさたなまらわがばえけせてねべめれげ])ず(?=[、と]|$)|(?<=でき)ず(?=[、とに]|$)|てはならな|不可(?!能|欠|避)|禁止(?=[すしさでだ。]|と(?:する|し))|禁ず|認めぬ|(?<!問)わぬ|対象外"
)
_CLAUSE = re.compile(
    r"(?<=[るたすいくりきしみびぎばがずでて])、(?!又は|若しくは|及び|かつ)|(?<=ません)、|(?<=とき[はに])、|(?<=場合[はに])、|(?<=場合には)、|。| \| "
)
_CAPTION = re.compile(
    r"^[ 　]*(?:[（〔【][^（）〔〕【】。]*[）〕】]|(?:[^。：:]{1,12}[：:])?(?:(?!ない|ません|ず)[^。、]){2,40}(?:について|に関して|の件)|[^。、はがをもにへ：:|]*(?<![可否能要須す料額済無有])(?<=[一-龠ァ-ヺー]))$"
)
"""A heading (「（暴力団等の排除）」, 「使用の制限」) names its subject: it neither affirms nor denies."""
_OF_A_KIND = re.compile(r"[るたい][一-龠ァ-ヺー]{2,6}$")
"""A heading that names a kind (「入力してはならない情報」, 「対象とならない費用」): beside its counterpart it says nothing."""
_MARK, _ASIDE = re.compile(r"\[\d+\]"), re.compile(r"\[\d+\]|【要確認[^】]*】|「[^」]*」")
_HALF = 0.6
_IF = re.compile(r"(?:とき|場合)(?:は|に|には)?$")


def reversed_sense(mine: Said, theirs: Said, *, words: bool = False) -> tuple[int, str, str] | None:
    """(offset in ``mine``, its words, the words of ``theirs``) where one says the opposite of the other, or None.
    ``words``: only by a word that has an opposite."""
    for one, other in _OPPOSITES:
        for word, reverse in ((one, other), (other, one)):
            if word not in mine.text or reverse not in theirs.text:
                continue
            if _only(mine.text, word, reverse) and _only(theirs.text, reverse, word):
                return mine.text.index(word), word, reverse
    if not words and (found := _denied(mine, theirs)):
        clause, other = found
        return max(mine.text.rfind(clause[-6:]), 0), clause[-6:], other[-10:]
    return None


def is_opposite(word: str) -> bool:
    """Whether a word is one of those that have an opposite."""
    return any(word in each for each in _OPPOSITES)


def _only(text: str, word: str, other: str) -> bool:
    """Whether ``text`` says ``word`` and not ``other`` (nor a word that ``word`` is only a part of)."""
    plain = text.replace(other, "＿") if word in other else text
    return word in plain and (other not in text)


@lru_cache(maxsize=4096)
def denials(text: str) -> int:
    """How often a sentence denies; 「しなければならない」 does not."""
    return len(_DENYING.findall(_NOT_DENYING.sub("＿", _DUTY.sub("＿", _MARK.sub("", text)))))


def _denied(mine: Said, theirs: Said) -> tuple[str, str] | None:
    """A clause of ``mine`` that denies what its clause in ``theirs`` does not, or the other way round, and that clause."""
    if _is_caption(mine) or _is_caption(theirs) or (_names_a_kind(mine) and _names_a_kind(theirs)):
        return None
    if any(span.value == 0 for span in theirs.spans):
        return None  # 「待機児童　0」 and 「待機児童はおりません」 say the same
    told = [(each, pairs(each) & theirs.words) for each in clauses(theirs.text)]
    if len(told) != len(clauses(mine.text)) and denials(mine.text) == denials(theirs.text):
        return None  # a comma more or less: the clauses are cut at other places
    for clause in reversed(clauses(mine.text)):
        words = pairs(clause) & mine.words
        if not words:
            continue
        same = [row for row in told if bool(_IF.search(row[0])) == bool(_IF.search(clause))]
        best = max(same, key=lambda row: (len(row[1] & words), -len(row[1])), default=None)
        if best is None or len(best[1] & words) < max(1, _HALF * len(words)):
            continue
        if denials(clause) % 2 != denials(best[0]) % 2:
            return _short(clause), _short(best[0])
    return None


def _is_caption(said: Said) -> bool:
    cells = REVIEW.sub("", said.text).split(" | ")
    return not denials(said.text) and all(_CAPTION.match(cell) for cell in cells)


def _names_a_kind(said: Said) -> bool:
    return bool(_OF_A_KIND.search(re.sub(r"[（(][^（）()]*[）)]$", "", said.text.strip())))


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a sentence: cut where a predicate ends, not between the parts of a list."""
    return tuple(each for each in _CLAUSE.split(_ASIDE.sub("", text)) if each.strip("。 　"))


def _short(clause: str) -> str:
    return clause.strip("。 　|")[-14:]
