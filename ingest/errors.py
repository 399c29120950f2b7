"""Errors a person can act on. Knows nothing of where they are shown."""


class ShitagakiError(Exception):
    """What happened, the value seen, what was allowed, and the next step, in Japanese.

    ``str(error)`` is the whole message for a person; it is printed without a traceback.
    """


class SettingError(ShitagakiError):
    """A setting or an option has a value that cannot be used."""


class UnreadableFile(ShitagakiError):
    """One file could not be read; the others go on.

    ``reason`` says what is wrong with the file, ``remedy`` what a clerk can do about it.
    """

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        super().__init__(f"{path}：{reason}{remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class IndexUnusable(ShitagakiError):
    """The index cannot be used as it is (wrong embedder, locked, newer than this program)."""


class ModelError(ShitagakiError):
    """A model is missing, does not match its checksum, or did not answer."""
