"""Ingest, search, draft, serve in a network of its own with nothing but loopback. Run by test_offline.py.

The kernel counts every packet that found no way out (OutNoRoutes), whoever sent it: Python, Rust or C.
"""

import contextlib
import fcntl
import json
import socket
import struct
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def loopback_up():
    """ip link set lo up, without needing iproute2."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        flags = struct.unpack("16sh", fcntl.ioctl(control, 0x8913, struct.pack("16sh", b"lo", 0))[:18])[1]
        fcntl.ioctl(control, 0x8914, struct.pack("16sh", b"lo", flags | 1))


def attempts():
    """Packets without a route out of this network so far, IPv4 and IPv6."""
    lines = [
        line.split() for line in Path("/proc/net/snmp").read_text().splitlines() if line.startswith("Ip:")
    ]
    four = int(dict(zip(*lines, strict=True))["OutNoRoutes"])
    six = [
        line.split()
        for line in Path("/proc/net/snmp6").read_text().splitlines()
        if line.startswith("Ip6OutNoRoutes")
    ]
    return four + int(six[0][1])


def attempt():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as out:
        out.settimeout(2)
        with contextlib.suppress(OSError):
            out.connect(("192.0.2.1", 80))
    return {}


def journey(folder):
    from app.drafting import draft
    from app.events import Done, DraftRequest
    from app.wire import Office
    from ingest.ingestion import ingest
    from ingest.settings import load_settings

    files = folder / "files"
    files.mkdir()
    (files / "water.md").write_text(
        "# みどり市水道条例\n\n水道使用料は2か月ごとに納めます。\n", encoding="utf-8"
    )
    speech = "# 消防出初式あいさつ\n\n本日は第20回みどり市敬老会を開催しましたところ、多くの皆様に御出席をいただきました。\n"
    (files / "speech.md").write_text(speech, encoding="utf-8")
    environ = {
        "SHITAGAKI_HOME": str(folder / "home"),
        "SHITAGAKI_LLM": "none",
        "SHITAGAKI_PROMPTS": str(ROOT / "prompts"),
    }
    office = Office(load_settings(environ))
    report = ingest([files], index=office.index)
    hits = office.index.search("水道使用料はいつ納めるか", viewer=office.viewer).hits
    template = office.prompts.templates["aisatsu"]
    request = DraftRequest("aisatsu", fields=dict(template.examples[0].fields))
    last = list(
        draft(request, index=office.index, writer=office.writer, prompts=office.prompts, viewer=office.viewer)
    )[-1]
    assert isinstance(last, Done)
    pages = serve(office)
    return {
        "documents": report.documents,
        "first": hits[0].document.title,
        "status": last.draft.status,
        "pages": pages,
    }


def serve(office):
    import httpx
    import uvicorn

    from app.web.api import create_app

    server = uvicorn.Server(
        uvicorn.Config(create_app(office), host="127.0.0.1", port=7999, log_level="warning")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.1)
    pages = {
        path: httpx.get(f"http://127.0.0.1:7999{path}", timeout=60).status_code
        for path in ("/health", "/", "/api/tasks")
    }
    server.should_exit = True
    thread.join(20)
    return pages


if __name__ == "__main__":
    loopback_up()
    before = attempts()
    result = attempt() if sys.argv[1] == "--attempt" else journey(Path(sys.argv[2]))
    time.sleep(0.5)
    print(json.dumps({**result, "attempts": attempts() - before}))
