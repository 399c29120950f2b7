"""The widget in a real browser, for its tests: the states it can be in, and axe. Knows no answers but those put in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tests.web_office import ROOT

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
CITED = {
    "number": 1,
    "passage_id": "p",
    "label": "みどり市手数料条例第2条第1項",
    "quote": "住民票の写しの交付手数料は、1通につき300円とする。",
    "url": "/residents/documents/x?passage=a2#a2",
    "effective": "令和元年7月1日",
}
OFFICE = {
    "section": "市民課",
    "telephone": "0999-22-1121",
    "hours": "平日の午前8時30分から午後5時15分まで",
    "page": "https://www.city.midori.example/shimin/",
    "open": "1",
}


def answer(**more: Any) -> dict[str, Any]:
    """An answer as the API gives it."""
    usual: dict[str, Any] = {
        "status": "answered",
        "text": "住民票の写しの手数料は、1通につき300円です。",
        "language": "ja",
        "parts": [],
        "citations": [CITED],
        "handoff": OFFICE,
        "urgent": [],
        "near": [],
        "choices": [],
        "original": "",
        "notes": [],
    }
    return usual | more


PARTS = [
    {"kind": "結論", "text": "住民票の写しの手数料は、1通につき300円です。", "citations": [1]},
    {"kind": "手順", "text": "1. 市民課の窓口に行く\n2. 申請書を書く", "citations": [1]},
    {"kind": "持ち物", "text": "・本人確認書類\n・手数料", "citations": []},
]
STATES: dict[str, dict[str, Any]] = {
    "answer": answer(parts=PARTS, near=["印鑑登録証明書の手数料はいくらですか"]),
    "table": answer(
        parts=[
            {
                "kind": "表",
                "text": "地区\t燃えるごみ\t資源\n中央\t月・木\t水\n上沢\t火・金\t木",
                "citations": [1],
            }
        ],
        notes=["年末年始は日が変わります。"],
    ),
    "choices": answer(
        status="clarify",
        text="どの地区の収集日ですか。",
        citations=[],
        handoff={},
        choices=[{"label": one, "question": f"{one}のごみの日"} for one in ("中央", "上沢", "川添", "西原")],
    ),
    "urgent": answer(
        status="blocked",
        text="すぐに119に電話してください。",
        citations=[],
        handoff={},
        urgent=[
            {"name": "消防・救急", "telephone": "119", "hours": "24時間"},
            {"name": "こどもの救急相談", "telephone": "#8000", "hours": "夜間"},
        ],
    ),
    "refusal": answer(
        status="no_sources",
        text="市の文書からは分かりませんでした。お手数ですが、担当課にお尋ねください。",
        citations=[],
        handoff=OFFICE | {"open": ""},
    ),
    "related": answer(
        status="no_sources",
        text="市の文書からは分かりませんでした。お手数ですが、担当課にお尋ねください。",
        citations=[],
        related=[
            CITED | {"quote": "印鑑登録証を持ってくれば、代理の人にもお渡しします。\n委任状は要りません。"},
            CITED
            | {
                "number": 2,
                "label": "証明書のコンビニ交付",
                "quote": "住民票の写し　手数料：200円、時間：6:30〜23:00",
            },
        ],
        handoff=OFFICE | {"open": ""},
    ),
    "english": answer(
        language="en",
        text="A copy of the resident record costs 300 yen.",
        parts=[{"kind": "費用", "text": "300 yen per copy [1]", "citations": []}],
        original="住民票の写しの交付手数料は、1通につき300円とする。",
        notes=["The Japanese text prevails."],
    ),
    "easy": answer(
        language="ja-easy",
        text="住民票（じゅうみんひょう）は 300円です。",
        parts=[
            {
                "kind": "結論",
                "text": "住民票（じゅうみんひょう）は 300円です。",
                "citations": [1],
                "ruby": "［住民票｜じゅうみんひょう］は 300円です。",
            }
        ],
    ),
}


@cache
def axe_source() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def axe(page: Any) -> list[str]:
    """What axe finds: rule and element, an empty list when all is well."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(f"() => {{ {axe_source()} }}")
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
        ".then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target} ${n.failureSummary}`)))",
        AXE_TAGS,
    )
    return list(found)


OVERFLOW = """() => {
  const root = document.querySelector('shitagaki-chat').shadowRoot, found = [];
  for (const e of root.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    if (!box.width || !e.checkVisibility() || e.closest('.hidden, .scroll, option, rp')) continue;
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`${e.className || e.tagName} ${Math.round(box.left)}-${Math.round(box.right)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push('the page scrolls sideways');
  return found;
}"""
SMALL = """() => [...document.querySelector('shitagaki-chat').shadowRoot.querySelectorAll('button, a, select, textarea, input, summary')]
  .filter((e) => e.checkVisibility()).map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name, box]) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
"""What stands out of the window, and what is smaller than 24 px to touch."""


def shadow(wanted: str) -> str:
    """JavaScript that sees ``root``, the inside of the widget."""
    return f"(() => {{ const root = document.querySelector('shitagaki-chat')?.shadowRoot; return root ? ({wanted}) : null; }})()"


def with_texts(folder: Path, *changes: tuple[str, str]) -> Path:
    """The words of the widget with ``changes``, in a folder of their own beside the other prompts."""
    prompts = folder / "prompts"
    prompts.mkdir(exist_ok=True)
    names = ("widget.toml", "residents.toml", "residents_hours.toml")
    texts = {name: (ROOT / "prompts" / name).read_text(encoding="utf-8") for name in names}
    for old, new in changes:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    for name, text in texts.items():
        (prompts / name).write_text(text, encoding="utf-8")
    return prompts / "widget.toml"


NOBODY = (('to = "17:15"', 'to = "00:00"'), ('to = "19:00"', 'to = "00:00"'))
"""Changes after which staff are never there."""
ALWAYS = (
    (
        'days = "月火水木金"\nfrom = "08:30"\nto = "17:15"',
        'days = "月火水木金土日"\nfrom = "00:00"\nto = "24:00"',
    ),
    ("holidays = true", "holidays = false"),
    ('closed = ["12-29", "12-30", "12-31", "01-01", "01-02", "01-03"]', "closed = []"),
)
"""Changes after which they always are."""


def remember(page: Any, site: str, token: str, *, language: str = "ja") -> None:
    """The tab knows this conversation, as after a reload."""
    page.add_init_script(
        f"if (location.origin === {site!r} && !sessionStorage.getItem('shitagaki:midori'))"
        f" sessionStorage.setItem('shitagaki:midori', JSON.stringify({{c: {token!r}, language: {language!r}}}));"
    )
