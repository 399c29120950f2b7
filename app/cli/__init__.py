"""The commands, one module each beside the parser (main). Knows nothing of how things are done."""

from app.cli.main import main

__all__ = ["main"]
