"""Clients that are closed, by what the client list says of their state: such a firm is never called."""

from __future__ import annotations

import re

from analysis.reader.workspace import Workspace

COLUMN = re.compile(r"статус|состояни|действует|status|state of (the )?company", re.IGNORECASE)
CLOSED = re.compile(
    r"ликвид|банкрот|закрыт|прекра|недейству|не действу|исключен|liquidat|bankrupt|insolven|closed|dissolved|defunct|out of business",
    re.IGNORECASE,
)
STILL_OPEN = re.compile(r"не ликвид|не закры|не банкрот|not closed|not bankrupt", re.IGNORECASE)


def closed(ws: Workspace) -> frozenset[str]:
    """Their ids; where no column of the client list tells a state, none."""
    clients = ws._frame("select * from clients")
    named = [name for name in clients.columns if COLUMN.search(str(name))]
    found = {
        str(client)
        for name in named
        for client, text in zip(clients["client_id"], clients[name], strict=True)
        if isinstance(text, str) and CLOSED.search(text) and not STILL_OPEN.search(text)
    }
    return frozenset(found)
