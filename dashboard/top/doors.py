"""Eight doors and a gear: which pages are behind each, and which page answers an address of former days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# door → its pages, which its switch shows; the first opens with the door
DOORS: dict[str, tuple[str, ...]] = {
    "today": ("overview",),
    "clients": ("clients", "client_table", "fit_profit", "client_groups"),
    "orders": ("orders", "custom", "batches", "kinds"),
    "products": ("products",),
    "sales": (
        "new_deal",
        "saved_deals",
        "past_advice",
        "quotes",
        "calls",
        "specialist",
        "due_clients",
        "qualification",
        "path",
        "what_if",
    ),
    "decisions": ("decisions", "portrait", "evidence"),
    "resources": ("capacity", "occupants", "hours", "rates"),
    "data": ("import_files", "data", "same_clients", "checks"),
    "method": ("method",),
}
# a page of one thing → its door: reached from a row, a point, the search
OPENED = {"client": "clients", "order": "orders"}
GEAR = "method"
HOME = "overview"
PAGES = (*(page for pages in DOORS.values() for page in pages), *OPENED)

# page, what its address says (None: anything) → the page of that view now
MOVED: dict[tuple[str, str, str | None], str] = {
    ("clients", "sort", None): "client_table",
    ("clients", "way", None): "client_table",
    ("capacity", "part", "rates"): "rates",
    ("capacity", "pool", None): "occupants",
    ("method", "part", "checks"): "checks",
    ("data", "check", None): "checks",
}


def of(page: str) -> str:
    """The door of a page."""
    return OPENED.get(page) or next(door for door, pages in DOORS.items() if page in pages)


def moved(page: str, address: Mapping[str, Sequence[str]]) -> str | None:
    """The page that shows what the address asked of this one, where the view has a page of its own now."""
    for (name, asked, value), place in MOVED.items():
        if name == page and address.get(asked) and value in (None, address[asked][0]):
            return place
    return None
