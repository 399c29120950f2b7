"""What part of a regulation is asked for by what it does: 「水道事業給水条例の罰則」 is 第41条, which says 過料 and not 罰則.

Knows nothing of scores or rights, and of no regulation: the forms are those of 法制執務.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Passage
from ingest.patterns import made_of
from ingest.search_key import normalise


@dataclass(frozen=True, slots=True)
class Role:
    """``asked``: how people ask for it. A provision has it by its caption (見出し, or the chapter it stands in), else by the
    ``form`` of its words; one that stands in 附則 (``added``) by either."""

    asked: re.Pattern[str]
    caption: re.Pattern[str]
    form: str = ""
    """⟨t⟩ stands for the group ``t`` of ``asked``: 許可, 承認."""
    added: bool = False
    first: bool = False
    """Whether the first article has it where no other says so."""
    newest: bool = False
    """Whether the 附則 of the last amendment comes first."""


def _role(asked: str, caption: str, form: str = "", **more: bool) -> Role:
    return Role(re.compile(asked), re.compile(caption), form, **more)


_LAW = r"(?:条例|規則|規程|要綱|要領|細則)"
_AT = rf"(?:^|[の、「]|{_LAW})"
"""Before a word that stands in others too: 目的 and not 利用目的."""
_ASK = r"(?:の?(?:規定|条文|条項|条|定め))?(?:は|を(?=教|見|知|示|確|読|調|お|$)|が|って|とは|について|に関する|の内容|の箇所|の部分|[?？。]|$|教え|見せ|見たい|知りたい|示|どこ|どう|何)"
_RULES = r"(?:こと|もの|事項|内容|決まり|きまり|定め|手続|点)"
_LEAVE = r"許可|承認|認可|認定|登録|同意|免許"
ROLES = (
    _role(
        rf"{_AT}(?:目的|趣旨|ねらい|狙い){_ASK}|何のため",
        r"^(?:目的|趣旨)",
        r"ことを目的とする。|に関し必要な事項を定める",
        first=True,
    ),
    _role(
        rf"定義{_ASK}|用語の(?:意義|定義)|(?:言葉|用語|語)の意味は?、?どこ",
        r"定義|^用語",
        r"用語の意義は、",
    ),
    _role(
        rf"(?:罰則|罰金|過料|刑罰){_ASK}|罰せられ|処罰され|(?:どんな|何か|なにか)罰|罰は|ペナルティ|科され|科せられ",
        r"罰則|過料|罰金",
        r"(?:罰金|懲役|拘禁刑|拘留|科料)に処する|(?:過料を科する|過料に処する|罰金刑を科する)",
    ),
    _role(
        r"適用除外|(?:適用され|当てはまら|あてはまら)(?:ない|ません)|対象に(?:ならない|なりません)|適用しない|除外され",
        r"適用除外|適用の除外|適用しない",
        r"については、[^。]{0,60}適用しない。",
    ),
    _role(rf"責務{_ASK}", r"責務"),
    _role(
        rf"{_AT}委任{_ASK}|(?:規則|要綱|別の{_RULES}|何|どこ|だれ|誰)に(?:委ね|任せ|任さ|委任)|(?:(?:細かい|細かな|細部の){_RULES}|必要な(?:事項|定め|決まり|きまり))(?:は|を)?、?(?:(?:何|どこ)[でに]|(?:だれ|誰)が)",
        r"^委任",
        r"の施行(?:に関し|について)?[^。]{0,12}必要な事項は、[^。]{1,20}定める",
    ),
    _role(
        r"施行(?:期日|日)(?!の?前|より|以前|後)|いつ(?:から)?施行|施行(?:された|された?の|される)?(?:の)?は?いつ",
        r"施行期日",
        r"(?:から|日に)施行(?:する|し、)",
        added=True,
    ),
    _role(
        rf"経過措置|従前の例|(?:変わる|変わった|改正)(?:される|された)?前(?:から)?の{_RULES}|前の決まりが|(?:改正|施行)(?:日|される|された)?の?前に[^、。]{{1,16}}[たる](?:分|もの|者|人|場合|とき)",
        r"経過措置",
        r"従前の例による|なお(?:その)?効力を有する|以後[^。]{1,60}適用(?:し|する)",
        added=True,
        newest=True,
    ),
    _role(
        r"届け?出(?:が|は)?(?:要[るりら]|いる|いり|必要)|届け?出(?:を)?(?:しな|出さな)(?:ければ|いと(?:いけ|だめ|なら))",
        r"(?!)",
        r"届け出なければならない|届出をしなければならない|届け出るものとする",
    ),
    _role(
        rf"(?P<t>{_LEAVE})(?:が|は)?(?:要[るりら]|いる|いり|必要)|(?P<u>{_LEAVE})を(?:受け|得|取ら|しな)(?:なければ|なくては|ないと|る必要|るのは|るべき)",
        r"(?!)",
        r"⟨t⟩を(?:受け|得)(?:なければならない|るものとする)|⟨t⟩をしなければならない|⟨t⟩を受けようとする者は",
    ),
    _role(
        rf"(?P<t>{_LEAVE})(?:を|が|は)?(?:受けられ|され|してもらえ|もらえ|出|下り|でき)(?:ない|ません|なく)|(?P<u>{_LEAVE})(?:を|が|は)?(?:拒|断ら|しない(?:場合|とき|のは|こと))",
        r"(?!)",
        r"⟨t⟩(?:を|は)?(?:し|行わ)(?:ない。|ないことができる|ないものとする|てはならない)|⟨t⟩をすることができない|⟨t⟩をしてはならない",
    ),
)
EARLIER = 0.5
"""How much less an earlier 附則 counts than the next, where the newest comes first."""
_CAPTION = re.compile(r"^[ 　]*[(（]([^()（）\n]{1,40})[)）]", re.MULTILINE)
_CHAPTER = re.compile(r"^第[0-9〇一二三四五六七八九十]+[編章節]")
_MEANS = re.compile(
    r"意味|(?<!こ)とは|何を指|どう(?:定義|定め|決め)|定義|意義|何のこと|(?:誰|だれ|どこ|何|なに)まで|含まれ|当たりますか|に入りますか"
)
_TERM = re.compile(
    rf"「([^「」]{{1,30}})」|(?:で|に)(?:いう|言う)([^「」、。?？]{{1,20}}?)(?:とは|って|は何|の意味)|{_LAW}(?:では?|の|に)([^「」、。?？の]{{2,14}}?)(?:(?<!こ)とは|って|は(?:どこ|誰|だれ|何|なに)まで|に[^、。?？]{{1,16}}(?:は|も|が)?(?:含まれ|当たり|入り))"
)


def provisions_asked(question: str, passages: Sequence[Passage]) -> dict[str, float]:
    """The passages of one regulation that do what ``question`` asks it for, by their ids, with how likely each is meant
    (1 at most); {} where it asks nothing of the kind. The name of the regulation may stand in the question."""
    plain = normalise(question).replace(" ", "")
    terms = (
        [next(filter(None, each.groups())) for each in _TERM.finditer(plain)] if _MEANS.search(plain) else []
    )
    for term in terms:
        if defining := _defining(term, passages):
            return dict.fromkeys(defining, 1.0)
    for role in ROLES:
        if found := role.asked.search(plain):
            meant = next(filter(None, found.groups()), "")
            if having := _having(role, role.form.replace("⟨t⟩", meant), passages):
                return {each: 1 / (1 + EARLIER * place * role.newest) for place, each in enumerate(having)}
    return {}


def asks_provision(question: str) -> bool:
    """Whether a question may ask a regulation for what a part of it does."""
    plain = normalise(question).replace(" ", "")
    return bool(_MEANS.search(plain)) or any(role.asked.search(plain) for role in ROLES)


def _having(role: Role, form: str, passages: Sequence[Passage]) -> list[str]:
    fit = [one for one in passages if role.added == bool(_number(one))]
    fit = sorted(fit, key=lambda one: -_number(one)) if role.newest else fit
    captioned = [one.id for one in fit if any(role.caption.search(each) for each in _captions(one))]
    if not form or (captioned and not role.added):
        return captioned
    worded = {one.id for one in fit if made_of(form).search(normalise(one.text))}
    found = [one.id for one in fit if one.id in worded or one.id in captioned]
    return found or [one.id for one in fit if role.first and re.search(r"#a1(?![0-9_])", one.id)]


def _defining(term: str, passages: Iterable[Passage]) -> list[str]:
    """Where 「term」 is given a meaning: 「…」とは, the number of a list of terms, （以下「…」という。）."""
    word = re.escape(term)
    forms = (
        made_of(f"「{word}」とは|^[ 　]*(?:\\([0-9]+\\)|[アイウエオカキクケコ]) *{word} ", re.MULTILINE),
        made_of(f"「{word}」という"),
    )
    texts = [(one.id, _LISTED.sub(r"\1 ", one.text)) for one in passages]
    plain = [(name, "\n".join(map(normalise, text.splitlines()))) for name, text in texts]
    return list(dict.fromkeys(name for form in forms for name, text in plain if form.search(text)))


_LISTED = re.compile(r"(\([0-9]+\)|（[0-9]+）)[ 　]*")


def _number(passage: Passage) -> int:
    """Of the 附則 that a passage stands in, counted from 1; 0 in the main provisions."""
    found = re.match(r"s(\d+)", passage.id.partition("#")[2])
    return int(found[1]) if found else 0


def _captions(passage: Passage) -> list[str]:
    chapters = [_CHAPTER.sub("", each).strip(" 　") for each in passage.headings if _CHAPTER.match(each)]
    return [*_CAPTION.findall(passage.text), *chapters]
