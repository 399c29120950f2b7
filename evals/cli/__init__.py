"""The commands of `shitagaki eval`, one module each beside the parser (main). Knows nothing of scoring."""

from evals.cli.main import open_desk, register

__all__ = ["open_desk", "register"]
