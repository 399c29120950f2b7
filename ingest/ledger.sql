-- The ledger of one tenant. Raise SCHEMA_VERSION in ledger.py when a table changes its meaning.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL, number TEXT NOT NULL, issued TEXT, effective_from TEXT, effective_to TEXT,
  section TEXT NOT NULL, sensitivity TEXT NOT NULL, tenant TEXT NOT NULL,
  recipe TEXT NOT NULL, blocks TEXT NOT NULL, notes TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pages (
  document TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE, url TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS passages (
  key TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, scope TEXT NOT NULL, read_as TEXT NOT NULL, vector TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, label TEXT NOT NULL,
  headings TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL,
  place TEXT NOT NULL, context TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS passages_of_document ON passages(document, ordinal);
CREATE INDEX IF NOT EXISTS passages_by_vector ON passages(vector);
CREATE TABLE IF NOT EXISTS vectors (digest TEXT PRIMARY KEY, value BLOB NOT NULL);
