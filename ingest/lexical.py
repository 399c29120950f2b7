"""The word cache: passages that share words or character pairs with a query (BM25). Knows nothing of meaning or rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ingest.search_key import bigrams, words

FIELDS = ("words", "bigrams")
ALSO_COUNTS = 0.5
"""Between .3 and .7 the four public sets do not tell the difference."""


class LexicalIndex:
    """A tantivy index whose text fields are split by us, not by tantivy (it has no Japanese splitter)."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("scope", tokenizer_name="raw", index_option="basic")
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name="split", index_option="freq")
        self._schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("split", analyzer)
        self._index.config_reader("manual", 0)
        self._index.reload()
        self._keys: dict[tuple[int, int], str] = {}

    def update(self, *, remove: Sequence[str], add: Iterable[tuple[str, str, str]]) -> None:
        """Forget the keys ``remove`` and add (key, scope, text) rows; one commit."""
        import tantivy

        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for key in remove:
            writer.delete_documents_by_term("key", key)
        for key, scope, text in add:
            fields = {"words": " ".join(words(text)), "bigrams": " ".join(bigrams(text))}
            writer.add_document(tantivy.Document(key=key, scope=scope, **fields))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._keys = {}

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def keys(self) -> set[str]:
        import tantivy

        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs), count=False).hits
        return {searcher.doc(address)["key"][0] for _, address in found}

    def search(
        self,
        field: str,
        terms: Sequence[str],
        scopes: Sequence[str] | None,
        k: int,
        *,
        also: Sequence[str] = (),
    ) -> list[tuple[str, float]]:
        """The ``k`` (key, BM25 score) that hold most of ``terms`` in ``field``, among ``scopes`` (None: all).

        ``also`` are terms that count ALSO_COUNTS of a term: other words for what was asked.
        """
        import tantivy

        query_class = tantivy.Query
        if not terms or (scopes is not None and not scopes):
            return []
        every = [query_class.term_query(self._schema, field, term) for term in terms]
        every += [
            query_class.boost_query(query_class.term_query(self._schema, field, term), ALSO_COUNTS)
            for term in also
        ]
        should = [(tantivy.Occur.Should, each) for each in every]
        query = query_class.boolean_query(should)
        if scopes is not None:
            scoped = query_class.const_score_query(
                query_class.term_set_query(self._schema, "scope", list(scopes)), 0.0
            )
            query = query_class.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, scoped)])
        searcher: Any = self._index.searcher()
        hits = searcher.search(query, limit=k, count=False).hits
        return [(self._key(searcher, at), score) for score, at in hits]

    def _key(self, searcher: Any, at: Any) -> str:
        """The key at an address, which stays the same until the next update: reading it is a quarter of a search."""
        address = at.segment_ord, at.doc
        if address not in self._keys:
            self._keys[address] = searcher.doc(at)["key"][0]
        return self._keys[address]

    def rarity(self, field: str, terms: Sequence[str]) -> dict[str, float]:
        """term → share of passages that hold it, in [0, 1]."""
        searcher = self._index.searcher()
        total = max(1, searcher.num_docs)
        return {term: searcher.doc_freq(field, term) / total for term in set(terms)}
