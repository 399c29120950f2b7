"""Whose papers a folder and an index hold: a list of documents may name its city. Knows nothing of settings or commands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import ShitagakiError, UnreadableFile
from ingest.ledger import Ledger
from ingest.papers.sources import NAME, SourceList, find_nested, find_sources, read_sources

BUNDLED = Path(__file__).resolve().parents[2] / "corpus"
"""The papers of the invented city that come with the product."""

_FOLDER = (
    "{path} は「{owner}」の文書なので、「{city}」の索引には入れませんでした。何も変えていません。"
    "{city}の文書のフォルダを指定してください（`make up` の取り込むフォルダは、設定 SHITAGAKI_CORPUS）。"
)
_INDEX = (
    "この索引（符号 {tenant}）には、見本の架空の「{owner}」の文書が {count} 件入っているため、「{city}」としては使えません。"
    "設定 SHITAGAKI_TENANT を{city}の符号（半角英小文字。例：kunugi）に変えると、新しい索引で始められます。"
    "この符号のまま使うときは、`shitagaki ingest --rebuild 文書のフォルダ` で索引を作り直してください。"
)
_MIXED = (
    "この索引には、見本の架空の「{owner}」の文書も {count} 件入っています。試すだけなら、このままでかまいません。自分の市で使うときは、"
    "設定 SHITAGAKI_CITY と SHITAGAKI_TENANT を自分の市のものに変えてから取り込んでください（索引が分かれます）。"
)


_UNNAMED = (
    "この索引に、見本の架空の「{owner}」の文書はなく、ほかの文書が {count} 件ありますが、団体の名前は「{owner}」のままです"
    "（住民の窓口も下書きも、そう名乗ります）。設定 SHITAGAKI_CITY を自分の団体の名前に変えてください。"
)


def refuse_strange_papers(paths: Sequence[Path], city: str) -> None:
    """Raises ShitagakiError where a list of documents that speaks for one of ``paths`` names another city than ``city``."""
    for path in paths:
        for found in _lists(path):
            if found.city and found.city != city:
                told = _FOLDER.format(path=found.folder / NAME, owner=found.city, city=city)
                raise ShitagakiError(told)


def refuse_strange_index(ledger: Ledger, city: str, *, tenant: str) -> None:
    """Raises ShitagakiError where the index holds papers of the invented city, and ``city`` is another."""
    owner, count, _ = of_the_sample(ledger)
    if count and owner != city:
        raise ShitagakiError(_INDEX.format(tenant=tenant, owner=owner, city=city, count=count))


def of_the_sample(ledger: Ledger, folder: Path = BUNDLED) -> tuple[str, int, int]:
    """The city of ``folder``, how many of its papers the index holds (the same bytes, wherever they lay), and how many
    from other folders; what was put in or written on the pages counts as neither."""
    if not (folder / NAME).is_file():
        return "", 0, 0
    listed = read_sources(folder)
    known = {source.sha256 for source in listed.entries.values() if source.sha256}
    archives = tuple(f"/{path}/" for path in listed.entries if path.endswith(".zip"))
    own = f"{ledger.path.parent}/"
    read = {
        source: digest for source, (_, digest, _) in ledger.sources().items() if not source.startswith(own)
    }
    count = sum(
        digest in known or any(archive in source for archive in archives) for source, digest in read.items()
    )
    return listed.city, count, len(read) - count


def mixed(ledger: Ledger) -> str:
    """A sentence where papers of an office lie in one index with those of the invented city, or ""."""
    owner, count, others = of_the_sample(ledger)
    return _MIXED.format(owner=owner, count=count) if count and others else ""


def unnamed(ledger: Ledger, city: str) -> str:
    """A sentence where an office reads its own papers alone under the name of the invented city, or ""."""
    owner, count, others = of_the_sample(ledger)
    return _UNNAMED.format(owner=owner, count=others) if city == owner and others and not count else ""


def _lists(path: Path) -> list[SourceList]:
    """The lists that speak for ``path``; one that cannot be read is told by the reading itself."""
    try:
        above = find_sources(path.absolute())
        return ([above] if above else []) + find_nested(path)
    except UnreadableFile:
        return []
