"""Who is let in, and what a browser is told: around Streamlit's own server, for every request and every websocket's handshake.

A name that anybody may point at this computer (DNS rebinding) is no name of it: a page on the web that a visitor opens could
read the plant's figures through it. Streamlit's `server.allowedHosts` looks at the websocket alone and knows no "any address".
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

HERE = ("localhost", "127.0.0.1", "::1")
HEADERS = {
    "x-frame-options": "SAMEORIGIN",
    "content-security-policy": "frame-ancestors 'self'; object-src 'none'; base-uri 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # an address names clients and orders
    "cross-origin-resource-policy": "same-origin",
}
CLOSED = ("/_stcore/metrics",)  # how much memory, how many visitors: nobody here asks
REFUSED = "Dealfit does not answer by this name. Open it as http://localhost, or start it with --host NAME.\n"


def is_local(address: str) -> bool:
    """Whether a server at this address is reached from this computer alone."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address.lower().rstrip(".") == "localhost"


def names(address: str, also: Iterable[str] = ()) -> frozenset[str]:
    """The names by which a server at this address may be asked for; an address by numbers beside them where it isn't local."""
    known = {*HERE, *also}
    if not is_local(address):
        own = socket.gethostname()
        known |= {address, own, f"{own}.local", socket.getfqdn()}
    return frozenset(name.lower().rstrip(".") for name in known if name)


class Visitors:
    """Lets in whoever asks for this computer by a name of its own, and adds the headers."""

    def __init__(self, app: Application, hosts: frozenset[str], by_number: bool) -> None:
        self._app, self._hosts, self._by_number = app, hosts, by_number

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif not self._is_ours(
            [value for name, value in scope["headers"] if name.lower() == b"host"]
        ):
            await self._refuse(scope, send, 403, REFUSED)
        elif scope["type"] == "http" and scope["path"].rstrip("/").lower().endswith(CLOSED):
            await self._refuse(scope, send, 404, "Not found.\n")
        else:
            await self._app(scope, receive, self._with_headers(send))

    def _is_ours(self, asked: list[bytes]) -> bool:
        if len(asked) != 1:
            return False
        try:
            parts = urlsplit(f"//{asked[0].decode('ascii')}")
            _ = parts.port
        except ValueError:
            return False
        host = (parts.hostname or "").rstrip(".")
        if parts.username is not None or parts.path or parts.query or parts.fragment or not host:
            return False
        return host in self._hosts or (self._by_number and _is_number(host))

    @staticmethod
    async def _refuse(scope: Message, send: Send, status: int, text: str) -> None:
        if scope["type"] == "websocket":
            await send(
                {"type": "websocket.close", "code": 1008}
            )  # before it is accepted: the server answers 403
            return
        headers = {"content-type": "text/plain; charset=utf-8", **HEADERS}
        told = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": told})
        await send({"type": "http.response.body", "body": text.encode()})

    @staticmethod
    def _with_headers(send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                more = [
                    (n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in there
                ]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        return sent


def _is_number(host: str) -> bool:
    """An address by numbers: nobody can point that elsewhere."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
