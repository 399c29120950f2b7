"""What is written of law: 改め文, 新旧対照表, 逐条解説, 例規案. Knows nothing of pages; how law is read is ingest.law's."""
