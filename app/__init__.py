"""The index and a task template into a draft or an answer, and the faces people use. Knows nothing of evals."""
