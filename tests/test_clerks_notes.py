"""Forms filled in as clerks do, short and in their own words, on a small office: what the drafts say."""

from __future__ import annotations

from pathlib import Path

from app.drafting import draft
from app.events import Done, DraftRequest
from app.tasks.template_file import load_prompts
from app.text.priced import answers, asks_figure
from ingest.document import CLERK
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")


def drafted(task, papers, **fields):
    """The text of the draft that a form makes from a few papers."""
    request = DraftRequest(task, fields)
    events = draft(request, index=TinyIndex(papers), writer=None, prompts=PROMPTS, viewer=CLERK)
    done = list(events)[-1]
    assert isinstance(done, Done)
    return done.draft.text


BULKY = document(
    "bulky",
    "よくある質問",
    "FAQ",
    """
よくある質問

## 粗大ごみはどうすればよいですか
環境係に電話で申し込んでください。1点につき500円の処理券を買って貼ります。1回に出せるのは5点までです。

## 犬を飼い始めたときの手続は何ですか
登録の手数料は1頭3,000円です。
""",
)


def test_a_question_in_a_residents_words_is_answered_by_the_page_on_its_subject():
    text = drafted(
        "kaitou",
        [BULKY],
        件名="粗大ごみの料金と出し方",
        質問="引っ越しでソファを捨てたいのですが、いくらかかりますか。一度に何点まで出せますか。",
        方法="メール",
        担当="環境係",
    )
    assert "1点につき500円の処理券を買って貼ります[1]。" in text
    assert "1回に出せるのは5点までです[1]。" in text
    assert "3,000円" not in text and "への答え】" not in text


def test_what_a_question_counts_is_what_answers_it():
    assert asks_figure("一度に何点まで出せますか。") and not asks_figure("犬も出せますか。")
    assert answers("一度に何点まで出せますか。", "1回に5点までです。")
    assert not answers("一度に何点まで出せますか。", "1回500円です。")
