"""The utterances of a record as numbered sources: for minutes nothing else may be cited. Knows nothing of drafts."""

from __future__ import annotations

from app.citation import best_quote
from app.meeting import Meeting, Utterance
from app.result import Citation
from app.retrieval import Evidence
from app.text.wording import pairs
from app.text.written_days import written_out
from ingest.document import Document, Passage

DOCUMENT = "input"
"""The id under which the form's own text is cited: 「input#u12」 is its twelfth utterance."""
TITLE = "発言の記録"


def meeting_evidence(meeting: Meeting) -> tuple[Evidence, ...]:
    """Every utterance as evidence, numbered as it is in the meeting; 「9/24」 says 9月24日 too."""
    document = Document(DOCUMENT, TITLE, "会議録", meeting.text, "", "")
    return tuple(_evidence(one, document) for one in meeting.utterances)


def _evidence(one: Utterance, document: Document) -> Evidence:
    passage = Passage(
        id=f"{DOCUMENT}#u{one.number}",
        document=DOCUMENT,
        label=one.label,
        headings=(),
        start=one.start,
        end=one.end,
        kind="utterance",
        text=(text := document.text[one.start : one.end]),
        context=full if (full := written_out(text)) != text else "",
    )
    quote = best_quote(passage.text, pairs(passage.text))
    citation = Citation(one.number, passage.id, one.label, quote, f"#u{one.number}")
    said = f"{one.speaker}：{one.text}" if one.speaker else one.text
    return Evidence(one.number, citation, passage, document, said, one.speaker)
