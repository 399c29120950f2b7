"""Which files there are to ingest, and what the office says of each. Knows nothing of reading or indexing them."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from ingest.errors import UnreadableFile
from ingest.loaders import Found, Limits, discover
from ingest.papers.moves import File, find_moves
from ingest.papers.sitemaps import Pages, sort_out
from ingest.papers.sources import NAME, Source, SourceList, find_nested, find_sources

RECIPE = "10"
"""Raise when loaders or splitters change what they make of the same file: every file is then read again."""

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is said of files that no sources.toml speaks for."""

    kind: str = ""
    section: str = ""
    sensitivity: str = "2"


@dataclass(frozen=True, slots=True)
class Failure:
    """One file that was left out, or a part of one: its name, why, and what to do."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to be looked at: ``name`` is what people see, ``source`` its identity, ``path`` where its bytes are.

    ``recipe`` changes with anything but the bytes that would change what the index makes of it. The unpacked
    member of an archive lives as long as ``found`` does.
    """

    name: str
    path: Path
    found: Found
    source: str
    document_id: str
    said: Source
    digest: str
    recipe: str
    changed: date | None = None
    """The day on which a sitemap says that the page last changed."""


_STAYS = "直すまで、このフォルダは読まず、取り込み済みの文書をそのまま残します。"


@dataclass(slots=True)
class Survey:
    """The files under some paths. ``seen`` holds every source that is there, also those that cannot be read now.

    ``moved``: the source of a known document → where its file is now; ``left``: sources of known files that did not
    come along when their folder went or was copied; ``behind``: an old folder → how many documents stay there;
    ``unlisted``: paths that were not looked at, because what the office says of them cannot be read.
    """

    embedder: str
    defaults: Defaults
    limits: Limits
    moved: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    behind: dict[str, int] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    unlisted: list[Path] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    def look(self, root: Path) -> None:
        """Add what is under ``root``, a file, an archive or a folder."""
        root = root.absolute()
        if not root.exists():
            self.failed.append(
                Failure(
                    str(root),
                    "見つかりません。場所の書き方（`make up` の取り込むフォルダなら、設定 SHITAGAKI_CORPUS）を確かめてください。",
                )
            )
            return
        try:
            listed, nested = find_sources(root), find_nested(root)
        except UnreadableFile as error:
            self.unlisted.append(root)
            return self.failed.append(Failure(error.path, error.reason + error.remedy + _STAYS))
        base = listed.folder if listed else (root if root.is_dir() else root.parent)
        lists = [*nested, *([listed] if listed else [])]
        documents, pages = sort_out(list(discover(root, limits=self.limits)), root)
        self.failed.extend(Failure(relative_name(name, base), why) for name, why in pages.failed.items())
        for found in documents:
            relative = relative_name(found.name, base)
            spoken = [(each, below) for each in lists if (below := _below(each.folder, f"{base}/{relative}"))]
            if relative != NAME and not any(each.ignores(below) for each, below in spoken):
                self._add(found, relative, f"{base}/{relative}", spoken, pages)
        for each in lists:
            self._report_missing(each, root)

    def _add(
        self,
        found: Found,
        relative: str,
        source: str,
        spoken: Sequence[tuple[SourceList, str]],
        pages: Pages,
    ) -> None:
        if source in self.seen:
            return
        self.seen.add(source)
        if found.error is not None or found.path is None:
            self.failed.append(
                Failure(relative, found.error.reason + found.error.remedy if found.error else "読めません。")
            )
            return
        said = self._said(relative, spoken)
        digest = _digest(found.path)
        if said.sha256 and said.sha256 != digest:
            reason = f"{NAME} の sha256 と違います（ファイルが変わっています）。内容を確かめ、sha256 を書き直してください。"
            self.failed.append(Failure(relative, reason))
            return
        page = pages.of.get(found.name)
        if page and not said.url:
            said = replace(said, url=page.url)
        changed = page.changed if page else None
        recipe = _recipe(self.embedder, said, changed)
        document_id = document_id_of(relative)
        self.candidates.append(
            Candidate(relative, found.path, found, source, document_id, said, digest, recipe, changed)
        )

    def _said(self, relative: str, spoken: Sequence[tuple[SourceList, str]]) -> Source:
        """What the nearest list says of a file, or of the archive or folder it is in; the defaults when none does."""
        for listed, below in spoken:
            if below in listed.entries:
                return replace(listed.entries[below], path=relative)
            for above in PurePosixPath(below).parents:
                if str(above) in listed.entries:
                    return replace(listed.entries[str(above)], title="", sha256="", url="")
        return Source(relative, "", self.defaults.kind, "", self.defaults.section, self.defaults.sensitivity)

    def identify(self, known: Mapping[str, tuple[str, str, str]]) -> None:
        """Give each file the id of the document that it is, wherever it lies; another one only where two differ.

        A file that is here twice, the same under the same name, counts once.
        """
        once: dict[tuple[str, str, str], Candidate] = {}
        for candidate in sorted(self.candidates, key=lambda each: each.source not in known):
            same = (candidate.document_id, candidate.digest, candidate.recipe)
            if once.setdefault(same, candidate) is not candidate:
                self.seen.discard(candidate.source)
        files = [each for each in self.candidates if each.source in self.seen]
        moves = find_moves(files, known, same_said=_same_said)
        self.moved, self.left, self.behind = moves.places, moves.left, moves.behind
        taken = {name: self.moved.get(source, source) for source, (name, _, _) in known.items()}
        self.candidates = [
            replace(each, document_id=_free_id(each.document_id, each.source, taken)) for each in files
        ]

    def _report_missing(self, listed: SourceList, root: Path) -> None:
        for relative in listed.entries:
            source = f"{listed.folder}/{relative}"
            there = relative == "." or any(
                each == source or each.startswith(source + "/") for each in self.seen
            )
            if not there and is_under(source, [root]):
                reason = f"{NAME} にありますが、ファイルがありません。置くか、一覧から消してください。"
                self.failed.append(Failure(relative, reason))


def survey(
    paths: Iterable[Path],
    *,
    embedder: str,
    known: Mapping[str, tuple[str, str, str]],
    defaults: Defaults,
    limits: Limits,
) -> Survey:
    """Look at everything under ``paths``. ``known`` is the ledger's sources."""
    result = Survey(embedder, defaults, limits)
    for path in paths:
        result.look(path)
    result.identify(known)
    return result


def _below(folder: Path, source: str) -> str:
    """The path of ``source`` under ``folder``, "" when it lies elsewhere."""
    above = unicodedata.normalize("NFC", f"{folder}/")
    return source.removeprefix(above) if source.startswith(above) else ""


def _recipe(embedder: str, said: Source, changed: date | None) -> str:
    """What a paper without an address is told of itself stands as it did before there were addresses."""
    told = {name: value for name, value in asdict(said).items() if name != "url" or value}
    days = [changed] if changed else []
    return json.dumps([RECIPE, embedder, *days, told], ensure_ascii=False, default=str)


def _free_id(wanted: str, source: str, taken: dict[str, str]) -> str:
    """``wanted``, or with a suffix when another file already has it."""
    if taken.setdefault(wanted, source) != source:
        wanted = f"{wanted}-{hashlib.sha256(source.encode()).hexdigest()[:6]}"
        taken[wanted] = source
    return wanted


def _same_said(file: File, recipe: str) -> bool:
    """Whether the office says of a file what it said when a document was read by ``recipe``."""
    now: str = getattr(file, "recipe", "")
    try:
        return bool(json.loads(now)[-1] == json.loads(recipe)[-1])
    except (ValueError, IndexError, KeyError):
        return False


def document_id_of(relative: str) -> str:
    """A name for addresses and anchors, from the path: "reiki/tesuryo.txt" → "reiki-tesuryo-txt"; equal on every machine."""
    slug = re.sub(r"[^a-z0-9]+", "-", relative.lower()).strip("-")
    if relative.isascii():
        return slug
    return "-".join(part for part in (hashlib.sha256(relative.encode()).hexdigest()[:8], slug) if part)


def relative_name(name: str, base: Path) -> str:
    """The path of a found file below ``base``, with forward slashes; members of an archive are below the archive."""
    return name.removeprefix(unicodedata.normalize("NFC", f"{base}/"))


def is_under(source: str, paths: Sequence[Path]) -> bool:
    return any(source == str(path.absolute()) or source.startswith(f"{path.absolute()}/") for path in paths)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
