"""Lists that well-known programs export, under headers that mean something only there: the headers beside tell such a list.

«№» is an order beside «Время» (MoySklad), `ID` in a list of deals (Bitrix24, amoCRM), `Name` in a shop's (Shopify), «Бюджет» an amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_DATED = (
    "дата",
    "date",
    "дата создания",
    "дата создания сделки",
    "created at",
    "created time",
    "created",
    "created on",
)
_DEALS = (
    "стадия сделки",
    "этап сделки",
    "deal stage",
    "название сделки",
    "deal name",
    "стадия",
    "этап воронки",
    "opportunity name",
)
_SHOP = ("financial status", "lineitem name", "lineitem quantity")
_DOCUMENTS = ("номер", "number")
_OF_DEALS = {
    "order_id": ("название сделки", "deal name", "opportunity name", "сделка", "название"),
    "revenue": ("бюджет", "budget", "deal budget", "бюджет сделки"),
    "status": ("этап", "воронка этап", "статус этапа"),
    "client_name": (
        "основной контакт",
        "контакт",
        "main contact",
        "contact",
        "полное имя контакта",
        "название компании контакта",
    ),
}
# Of NetSuite, QuickBooks: whose document of a type and number it is, stands under `Name`.
_TYPES = ("type", "transaction type")
_NUMBERS = ("num", "document number", "transaction number")
_MOMENT = ("время", "дата и время", "moment")
_SOLD_TO = ("контрагент", "покупатель", "клиент")
_AMOUNTS = ("сумма", "итого", "всего")


def numbers(headers: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    """Positions of headers that number the list's documents; words: each header's, as spelling.plain gives them."""
    names = set(words)
    called: list[str] = []
    if names & set(_DATED):
        called += [
            *_DOCUMENTS,
            *(["id"] if _is_of_deals(names) else []),
            *(["name"] if names & set(_SHOP) else []),
        ]
    if _is_journal(headers, names):
        called += ["№", *_DOCUMENTS]
    return (i for i, header in enumerate(headers) if header.strip().casefold() in called)


def others(headers: Sequence[str], words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Position and column of order lines of such headers, for columns that no header of the usual names has."""
    names = set(words)
    if names & set(_TYPES) and names & set(_NUMBERS):
        yield from ((i, "client_name") for i, name in enumerate(words) if name == "name")
    if "material" in names:  # of SAP: 10, 20, 30 under `Item`
        yield from ((i, "line_no") for i, name in enumerate(words) if name == "item")
    if _is_journal(headers, names):
        yield from ((i, "order_date") for i, name in enumerate(words) if name in _MOMENT)
    if _is_of_deals(names):
        for column, called in _OF_DEALS.items():
            yield from ((i, column) for i, name in enumerate(words) if name in called)


def names_deal(words: str) -> bool:
    """Whether a header is of the names of deals, which a person gives: they need no number."""
    return words in _OF_DEALS["order_id"]


def _is_of_deals(names: set[str]) -> bool:
    return bool(names & set(_DEALS)) or {"бюджет", "этап"} <= names


def _is_journal(headers: Sequence[str], names: set[str]) -> bool:
    """A journal of documents by number and moment; a time sheet has no amounts."""
    numbered = any(header.strip() in ("№", "Номер", "№ документа") for header in headers)
    return numbered and all(names & set(some) for some in (_MOMENT, _SOLD_TO, _AMOUNTS))
