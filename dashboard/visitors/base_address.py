"""Tells a browser where the server is, beside the page that it asked for.

Opened by the address of a page, Streamlit's script asks for the server under that page first and gets two "404 Not found" for
it. Told the folder that the page lies in, it asks there alone, behind a proxy's path too.
"""

from __future__ import annotations

from dashboard.visitors import Application, Message, Receive, Send

TOLD = (
    b"<script>window.__streamlit = "
    b'{BACKEND_BASE_URL: location.origin + location.pathname.replace(/[^/]*$/, "")}</script>'
)
BEFORE = b"</head>"


class BaseAddress:
    """Puts the script into every page of HTML that is asked for whole."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_page(scope["path"]):
            await self._app(scope, receive, send)
            return
        plain = [(n, v) for n, v in scope["headers"] if n.lower() != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, _telling(send))


def _is_page(path: str) -> bool:
    """A file's name has a point, and the server's own addresses begin with a line."""
    return "." not in path and "/_" not in path


def _telling(send: Send) -> Send:
    held: list[Message] = []  # the first message, until all of the page is there
    page = bytearray()

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            held.append(message)
            return
        if not held or message["type"] != "http.response.body":
            await send(message)
            return
        page.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        first, whole = held.pop(), bytes(page).replace(BEFORE, TOLD + BEFORE, 1)
        length = len(whole) - len(page)
        await send({**first, "headers": [_longer(header, length) for header in first["headers"]]})
        await send({"type": "http.response.body", "body": whole})

    return sent


def _is_html(message: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in message["headers"]
    )


def _longer(header: tuple[bytes, bytes], by: int) -> tuple[bytes, bytes]:
    name, value = header
    return (name, str(int(value) + by).encode()) if name.lower() == b"content-length" else header
