"""The marks in a draft: [1] for a source, 【要確認】 for what is to be confirmed. Knows nothing of who sets them."""

from __future__ import annotations

import re

REVIEW = re.compile(r"【要確認[^】]*】")
MARKS = re.compile(r"\[\d+\]|【要確認[^】]*】")
"""Neither is part of what a draft says."""
