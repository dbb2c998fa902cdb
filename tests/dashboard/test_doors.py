"""The doors: every page behind one, every former address at its view."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import links
from dashboard.top import doors


def test_every_page_is_behind_one_door_and_there_are_eight_and_a_gear() -> None:
    assert list(doors.DOORS)[-1] == doors.GEAR
    assert len(doors.PAGES) == len(set(doors.PAGES))
    assert all(Path(links.page(page)).is_file() for page in doors.PAGES)
    assert doors.of("client") == "clients"
    assert doors.of("order") == "orders"


@pytest.mark.parametrize(
    ("page", "address", "place"),
    [
        ("clients", {"sort": ["hours"], "way": ["ascending"]}, "client_table"),
        ("clients", {"manager": ["Петров"]}, None),
        ("capacity", {"part": ["rates"]}, "rates"),
        ("capacity", {"part": ["load"], "pool": ["КБ"]}, "occupants"),
        ("capacity", {"part": ["load"]}, None),
        ("method", {"part": ["checks"], "check": ["x"]}, "checks"),
        ("method", {"part": ["settings"]}, None),
        ("data", {"check": ["x"]}, "checks"),
        ("client", {"id": ["1"]}, None),
    ],
)
def test_a_former_address_leads_to_its_view(page: str, address: dict[str, list[str]], place: str | None) -> None:
    assert doors.moved(page, address) == place
