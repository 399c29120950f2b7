"""The headers by which every answer of this server keeps browsers within bounds. Knows no paths and no routes."""

from __future__ import annotations

FIXED = (
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
"""What every answer says; put in whole, since setting each by its name cost a third of a refusal."""
_OURS = frozenset((*(name for name, _ in FIXED), b"content-security-policy", b"x-request-number"))


def is_ours(name: bytes) -> bool:
    """Whether no route sets this header itself."""
    return name in _OURS or name.startswith(b"access-control-")


def policy(nonce: str) -> str:
    """The content security policy. Pages run only scripts with this answer's nonce and what those load; no eval.

    Styles may be inline because Gradio sets style attributes; everything else comes from this server.
    """
    if not nonce:
        return "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    return (
        "default-src 'none'; "
        f"script-src 'self' 'nonce-{nonce}' 'strict-dynamic'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; connect-src 'self'; "
        "object-src 'none'; frame-src 'none'; worker-src 'none'; manifest-src 'self'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
