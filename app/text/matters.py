"""What a question is of, without what is asked of it: クマの出没 of 「クマの出没対策について」. Knows nothing of sources.

The 要旨 of a question names several matters in one sentence; each is looked for and answered by itself.
"""

from __future__ import annotations

import re

from app.text.wording import pairs

_ABOUT = re.compile(r"(?:について|に関して|に関する件|の件)$")
_TAIL = re.compile(
    r"(?:[のと、]|に対する|に関する)?(?:これまで|今後|現在|本[市町村区])?の?(?:状況|現状|現況|対策|取組|取り組み|対応|推進|促進|充実|強化|見通し|考え方?|方針"
    r"|進め方|在り方|あり方|課題|問題|展望|方向性|見解|事務|業務)$"
)
_OF_ANY = re.compile(
    r"(?:の|と|、|及び|並びに|に係る|に要する)(?:拡充|拡大|効果|成果|財源|費用|経費|予算|実績|評価|内容|影響|必要性|可能性|進捗|今後)$"
)
"""What may be asked of any matter, behind the word that joins it."""
_ASKED = re.compile(
    r"(?:を|は|が)?(?:、)?(?:伺う|伺いたい|伺います|お伺い[^。]*|問う|問います|お尋ね[^。]*|聞く|どう(?:か|な[^。]*|する[^。]*|考え[^。]*|進め[^。]*)|どのよう[^。]*|いかがか|いかん)$"
)
_REST = re.compile(r"(?:など|等)(?!級|身|分|価|質|間|高).*$")
_PARTS = re.compile(r"[。、？?\n]|(?:及び|並びに)")
_TWO = re.compile(
    r"^(?P<of>.{2,12}の)(?P<first>実績|件数|状況|推移|現状|結果|戸数|人数|金額|予算額|利用者数)と(?P<second>[一-龠ァ-ヶ][^とのはが]{1,10})$"
)
"""「解体補助の実績と上限引上げ」 asks two things of one."""
_EDGES = re.compile(
    r"^[（(]?[0-9０-９]{1,2}(?:[)）][ 　]*|[.．][ 　]*|[ 　]+)|^[①-⑳][ 　]*|^(?:また|次に|そして|併せて|あわせて|特に|その上で)|[とはがもにを]$"
)
_WISHED = re.compile(
    r"を$|べき|(?:拡充|拡大|引上げ|引き上げ|引下げ|増額|減額|無償化|無料化|設置|建設|導入|創設|新設|受入れ|受け入れ|増便|延長|開設|増員|統合|廃止|値下げ)(?:を|は|の|に|$|につ|でき|す|し)"
)
"""A part of a 要旨 that asks for something to be done."""
_WHEN_ASKED = re.compile(
    r"(?:は|を|の時期は?)?(?:、)?(?:いつ(?:から|まで|頃)?か?|でき(?:ない|る)か|すべき(?:では(?:ないか)?)?(?:だ)?|しないか)$"
)
_SEVERAL = 2
_FEWEST, _LONGEST = 2, 26


def matter_of(subject: str) -> str:
    """The subject without 「について」 and the words that any subject may end with.

    >>> matter_of("クマの出没対策について"), matter_of("今後の取組について"), matter_of("個別避難計画の作成について")
    ('クマの出没', '今後の取組', '個別避難計画の作成')
    """
    bare = _ABOUT.sub("", subject.strip())
    while (shorter := _TAIL.sub("", bare)) != bare and pairs(shorter):
        bare = shorter
    return bare


def core_of(subject: str) -> str:
    """What a subject is of, without all that may be asked of any matter: two questions of one matter have this in common.

    >>> core_of("移動図書館の巡回の拡充の効果と財源"), core_of("自主財源の確保について"), core_of("今後の取組について")
    ('移動図書館の巡回', '自主財源の確保', '今後の取組')
    """
    bare = matter_of(subject)
    while (shorter := matter_of(_OF_ANY.sub("", bare))) != bare and len(pairs(shorter)) >= _FEWEST:
        bare = shorter
    return bare


def matters_of(summary: str) -> tuple[str, ...]:
    """The matters that a 要旨 names, in order, each short enough to be looked for by itself.

    >>> matters_of("今年度のクマの目撃件数と、緩衝帯の整備など村の対策、猟友会の担い手確保について伺う。")
    ('今年度のクマの目撃件数', '緩衝帯の整備', '猟友会の担い手確保')
    """
    found = []
    for part in (one for each in _PARTS.split(summary) for one in _two(each.strip("　 ・"))):
        named = _REST.sub("", _ASKED.sub("", part))
        named = matter_of(_EDGES.sub("", _EDGES.sub("", named)))
        if len(pairs(named)) >= _FEWEST and len(named) <= _LONGEST:
            found.append(named)
    return tuple(dict.fromkeys(found))


def proposed(summary: str, reason: str) -> str:
    """The one matter of a 要旨 that asks for something to be done, to which alone the policy is the answer; "" where the
    要旨 has one matter, or several ask: then the one that the ``reason`` names, if it names one.

    >>> proposed("待機児童の推移、高学年の受入れはいつか", ""), proposed("浜浦にもタワーを。訓練の課題は。", "")
    ('高学年の受入れ', '浜浦にもタワーを')
    >>> proposed("補助の上限の引上げ。便の増便。", "上限は近隣並み"), proposed("給食費の無償化について伺う。", "")
    ('補助の上限の引上げ', '')
    """
    parts = [one.strip("　 ・") for each in _PARTS.split(summary) for one in _two(each.strip("　 ・"))]
    parts = [part for part in parts if len(pairs(part)) >= 1]
    asked = [_bare_wish(part) for part in parts if _WISHED.search(part) and len(part) <= _LONGEST]
    if len(parts) < _SEVERAL:
        return ""
    if len(asked) > 1:
        named = [each for each in asked if pairs(each) & pairs(reason)]
        return named[0] if len(named) == 1 else ""
    return asked[0] if asked else ""


def _bare_wish(part: str) -> str:
    named = _WHEN_ASKED.sub("", _ASKED.sub("", part))
    return named if named.endswith("を") else matter_of(named.rstrip("はがも"))


def _two(part: str) -> tuple[str, ...]:
    found = _TWO.match(_ASKED.sub("", part))
    return (f"{found['of']}{found['first']}", f"{found['of']}{found['second']}") if found else (part,)
