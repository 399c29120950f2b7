"""A model's stream made clean sentences: no fences, no chatter, no loops. Knows nothing of what they say."""

from __future__ import annotations

import re

_END = re.compile(r"[。！？](?:(?:\[\d+\]|［[0-9０-９]+］|【[0-9０-９]+】)*[」』）)]*)|\n")
_CHATTER = re.compile(
    r"^[ 　]*(?:以下(?:は|が|に|の)[^。]{0,30}(?:です|ます|示し|とおり)|(?:はい|承知|了解|かしこまり)[^。]{0,20}。|"
    r"(?:回答|出力|あいさつ文|本文|原稿|下書き)[：:]|```|---+|===+|#+ )"
)
_NUMBERED = re.compile(r"^(?:\[\d+\][ 　]*)+(?=\S)")
_COVER = re.compile(r"第?〔((?!聴取不能)[^〕]{1,6})〕[回期次]?")
_LOOP = re.compile(r"(.{6,60}?)\1{2,}")
_LONGEST = 600


class Sentences:
    """Takes a stream piece by piece and gives back whole, clean sentences. ``stuck`` once the model repeats itself."""

    def __init__(self, *, indent: bool = False, prose: bool = False) -> None:
        """``indent`` begins each paragraph one character in; ``prose`` drops lines that are no whole sentence."""
        self._indent = indent
        self._prose = prose
        self._buffer = ""
        self._said: set[str] = set()
        self._repeats = 0
        self._fresh = True
        self.stuck = False

    def feed(self, piece: str) -> list[str]:
        """The sentences that ``piece`` completed, as they are to be shown, line breaks included."""
        self._buffer += piece
        found: list[str] = []
        while not self.stuck:
            match = _END.search(self._buffer)
            if match is None or (match.end() == len(self._buffer) and match[0] != "\n"):
                break  # a citation may still follow the full stop
            sentence, self._buffer = self._buffer[: match.end()], self._buffer[match.end() :]
            found += self._clean(sentence)
        if len(self._buffer) > _LONGEST or _LOOP.search(self._buffer[-400:]):
            self.stuck, self._buffer = True, ""
        return found

    def finish(self, *, cut: bool = False) -> list[str]:
        """What is left; a sentence that was ``cut`` off in its middle is dropped."""
        rest, self._buffer = self._buffer, ""
        ended = bool(re.search(r"[。！？」）\]］】]\s*$", rest))
        return self._clean(rest) if rest.strip() and (ended or not cut) and not self.stuck else []

    def _clean(self, sentence: str) -> list[str]:
        words = sentence.replace("**", "").replace("`", "")
        breaks = words.endswith("\n")
        words = words.strip("\n 　")
        words = _NUMBERED.sub("", words) if self._fresh else words
        if not words:
            fresh, self._fresh = self._fresh, True
            return [] if fresh else ["\n"]
        if self._fresh and _CHATTER.match(words):
            return []
        if self._prose and not re.search(r"[。！？」）\]】]$", words):
            return []
        words = _COVER.sub(lambda match: f"【要確認：{match[1] or '数'}】", words)
        key = re.sub(r"\[\d+\]|\s", "", words)
        if key in self._said and len(key) > 8:
            self._repeats += 1
            self.stuck = self._repeats >= 2
            return []
        self._said.add(key)
        lead = "　" if self._indent and self._fresh and not re.match(r"[・(（0-9０-９ア-ン]", words) else ""
        self._fresh = breaks
        return [lead + words + ("\n" if breaks else "")]
