"""What other sites may reach: who may call, who may frame, and the headers that say so. Knows nothing of what is answered."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders

from app.web.residents.origins import Origins, same_site

API, SCRIPT = "/api/residents/", "/widget.js"
PAGES = ("/residents", "/residents/embed", "/residents/demo")
DOCUMENTS = "/residents/documents/"
_ALLOWED = "content-type, accept, last-event-id"
_SEEN = "retry-after, x-request-number"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)


@dataclass(frozen=True, slots=True)
class Gate:
    """The rules for what residents reach; every other path keeps the rules of the clerks' pages."""

    origins: Origins

    def covers(self, path: str) -> bool:
        return path.startswith((API, DOCUMENTS)) or path == SCRIPT or path in PAGES

    def foreign(self, path: str, headers: Headers) -> bool:
        """Whether a page that is not on the list sent this call. Scripts without a browser send neither header."""
        if not path.startswith(API):
            return False
        origin = headers.get("origin", "")
        if origin:
            return not self.allows(origin, headers)
        return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")

    def allows(self, origin: str, headers: Headers) -> bool:
        return self.origins.allows(origin) or same_site(origin, headers.get("host", ""))

    def preflight(self, method: str, path: str, headers: Headers) -> bool:
        """Whether this is a browser's question before a call from a listed site."""
        asked = method == "OPTIONS" and "access-control-request-method" in headers
        return asked and path.startswith(API) and not self.foreign(path, headers)

    def dress(self, path: str, asked: Headers, headers: MutableHeaders) -> None:
        """The headers of an answer at a path that this gate covers."""
        if path == SCRIPT:
            headers["access-control-allow-origin"] = "*"
            headers["cross-origin-resource-policy"] = "cross-origin"
        elif path.startswith(API):
            headers["vary"] = "origin"
            origin = asked.get("origin", "")
            if self.origins.allows(origin):
                headers["access-control-allow-origin"] = origin
                headers["access-control-expose-headers"] = _SEEN
                headers["cross-origin-resource-policy"] = "cross-origin"
        elif headers.get("content-type", "").startswith("text/html"):
            framed = path == "/residents/embed"
            ancestors = self.origins.ancestors() if framed else "'none'"
            headers["content-security-policy"] = _POLICY.format(ancestors=ancestors)
            if framed:
                del headers["x-frame-options"]  # it cannot name several sites; frame-ancestors does


PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", _ALLOWED.encode()),
    (b"access-control-max-age", b"600"),
]
