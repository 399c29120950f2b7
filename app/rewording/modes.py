"""The names of the ways of rewording, for the command line's help. Knows nothing of how a way works."""

MODES = {
    "shorter": "短く",
    "polite": "です・ます",
    "plain": "である",
    "office": "庁内",
    "resident": "住民",
    "easy": "やさしい日本語",
    "spoken": "読み上げ",
    "list": "箇条書き",
}
