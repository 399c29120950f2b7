"""温度語: an answer promises exactly as much as the clerk chose. Knows nothing of who wrote the answer."""

from __future__ import annotations

import re

from app.checks.place import section_places
from app.checks.subject import Checked, Subject
from app.result import Finding

_TOLD_BY_OTHERS = ("answers", "sources")


def check_stance(subject: Subject) -> Checked:
    """A finding for each word of another level than the chosen one; a stronger promise is an error.

    What stands in a sentence with a citation reports what was said before: that is a warning, not an error.
    """
    template = subject.template
    stance = template.stance if template else None
    chosen = stance.level(subject.values) if stance else None
    if stance is None or chosen is None:
        return Checked(subject.text)
    findings = []
    recalled = [(start, end) for part, start, end in section_places(subject) if part.by in _TOLD_BY_OTHERS]
    rank = stance.levels.index(chosen)
    for sentence in re.finditer(r"[^。\n]+。?", subject.text):
        if any(start <= sentence.start() < end for start, end in recalled):
            continue  # what was said before is compared by app.checks.uses.council
        words = sentence[0]
        for own in sorted(chosen.words, key=len, reverse=True):
            words = words.replace(own, "＿" * len(own))
        for place, level in enumerate(stance.levels):
            for word in level.words if level is not chosen else ():
                at = words.find(word)
                if at < 0 or _told(sentence[0]):
                    continue
                severity = "error" if place < rank and "[" not in sentence[0] else "warning"
                start = sentence.start() + at
                message = f"方針「{chosen.option}」に対し、「{word}」（{level.option}）と書かれています。方針に合わせてください。"
                findings.append(
                    Finding(
                        "stance.level",
                        severity,
                        message,
                        start,
                        start + len(word),
                        suggestion=chosen.words[0],
                    )
                )
                words = words.replace(word, "＿" * len(word))
    return Checked(subject.text, (), tuple(findings))


def _told(sentence: str) -> bool:
    """Whether the sentence reports or asks: a quotation, the question itself, or the line that names the policy."""
    return bool(re.search(r"方針|とのお尋ね|考えはあるか|「[^」]*」と|か。?$", sentence))
