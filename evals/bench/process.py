"""What a process has used so far, as Linux counts it. Knows nothing of what it does."""

from __future__ import annotations

import os
import re
from pathlib import Path


def memory(pid: int) -> float:
    """Resident megabytes of a process; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    text = status.read_text(encoding="utf-8") if status.exists() else ""
    found = re.search(r"VmRSS:\s+(\d+) kB", text)
    return int(found[1]) / 1024 if found else 0.0


def worked(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))
