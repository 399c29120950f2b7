"""One table of the look: colours, type, spaces. Knows nothing of pages; the stylesheet and Gradio's theme are made from it.

Sizes of type are rem: they follow the size that a person has set in the browser. Colours are the values of the Digital Agency Design System; contrast on white: key 11.1, secondary 5.7,
success 5.4, error 6.1, warning 4.5, line 3.0 (lines only, never text).
"""

from __future__ import annotations

FONT = ("Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP")
MONO = ("Noto Sans Mono", "Noto Sans Mono CJK JP", "MS Gothic")

TOKENS: dict[str, str] = {
    "key": "#0017c1",
    "key-hover": "#00118f",
    "key-active": "#000060",
    "key-soft": "#e8f1fe",
    "on-key": "#ffffff",
    "text": "#1a1a1a",
    "text-soft": "#333333",
    "text-second": "#666666",
    "line": "#949494",
    "line-soft": "#cccccc",
    "ground": "#ffffff",
    "ground-soft": "#f2f2f2",
    "success": "#197a4b",
    "success-soft": "#e6f5ec",
    "error": "#ce0000",
    "error-soft": "#fdeeee",
    "warning": "#927200",
    "warning-soft": "#fbf5e0",
    "focus": "#ffd43d",
    "focus-line": "#000000",
    "lit": "#ffd43d",
    "lit-line": "#000000",
    "mark": "#fff3bf",
    "mark-line": "#b78f00",
    "mark-text": "#6b5300",
    "radius": "8px",
    "shadow": "0 2px 8px 1px rgba(0, 0, 0, 0.1), 0 1px 5px 0 rgba(0, 0, 0, 0.3)",
    "button": "3rem",
    "size-small": "0.875rem",
    "size-body": "1rem",
    "size-lead": "1.125rem",
    "size-h3": "1.25rem",
    "size-h2": "1.5rem",
    "size-h1": "1.75rem",
    "leading": "1.7",
    "font": ", ".join(f'"{name}"' for name in FONT) + ", sans-serif",
    "mono": ", ".join(f'"{name}"' for name in MONO) + ", monospace",
}

DARK: dict[str, str] = {
    "key": "#9db7f9",
    "key-hover": "#c5d7fb",
    "key-active": "#d9e6ff",
    "key-soft": "#1d2b52",
    "on-key": "#00004d",
    "text": "#f2f2f2",
    "text-soft": "#e6e6e6",
    "text-second": "#b3b3b3",
    "line": "#949494",
    "line-soft": "#595959",
    "ground": "#1a1a1a",
    "ground-soft": "#262626",
    "success": "#71c598",
    "success-soft": "#12301f",
    "error": "#ff9696",
    "error-soft": "#3b1414",
    "warning": "#ffd43d",
    "warning-soft": "#3a2f08",
    "focus": "#000000",
    "focus-line": "#ffd43d",
    "lit": "#5c4a00",
    "lit-line": "#ffd43d",
    "mark": "#42370a",
    "mark-line": "#d6ab00",
    "mark-text": "#ffe08a",
    "shadow": "0 0 0 1px #595959, 0 4px 12px 2px rgba(0, 0, 0, 0.6)",
}
"""What differs where a machine is set to dark: the same hues, light enough for 4.5 on the dark ground."""


def stylesheet() -> str:
    """The table as CSS variables: ``var(--key)``. Paper is printed light on every machine.

    >>> stylesheet().splitlines()[1]
    '  --key: #0017c1;'
    """
    dark = f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{_lines(DARK)}\n  color-scheme: dark;\n}}\n}}\n"
    return f":root {{\n{_lines(TOKENS)}\n}}\n{dark}"


def _lines(table: dict[str, str]) -> str:
    return "\n".join(f"  --{name}: {value};" for name, value in table.items())
