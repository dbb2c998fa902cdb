"""Phones as people write them: cleaned, with their extensions, and the zone whose hour it is there where a number tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import PhoneNumberMatcher, PhoneNumberType, timezone

HOME = "RU"  # a number without a country is of this one
LONGEST = 300  # signs of a cell that are looked through
EXTENSION = re.compile(r"\(?\s{0,3}(?:доб|вн|внутр|ext|x)[.:]?\s{0,3}(\d{1,7})\)?", re.IGNORECASE)


@dataclass(frozen=True)
class Phone:
    """`number` in E.164, «+74951234567»; `extension`: digits, empty where none; `zone`: where it rings, None where a number can't tell."""

    number: str
    extension: str = ""
    zone: ZoneInfo | None = None

    @property
    def link(self) -> str:
        """For a click, as RFC 3966 writes it."""
        return f"tel:{self.number}" + (f";ext={self.extension}" if self.extension else "")


def phones(cell: str) -> tuple[Phone, ...]:
    """Every phone in a cell, in order; none twice. What is no number of any country is left out."""
    text = EXTENSION.sub(r" ext. \1", cell[:LONGEST])
    found = (match.number for match in PhoneNumberMatcher(text, HOME))
    return tuple(dict.fromkeys(_phone(number) for number in found))


def _phone(number: phonenumbers.PhoneNumber) -> Phone:
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(written, number.extension or "", _zone(number))


def _zone(number: phonenumbers.PhoneNumber) -> ZoneInfo | None:
    """A landline's zone; a mobile travels, and a region may have several zones."""
    if phonenumbers.number_type(number) != PhoneNumberType.FIXED_LINE:
        return None
    zones = timezone.time_zones_for_number(number)
    if len(zones) != 1 or zones[0] == timezone.UNKNOWN_TIMEZONE:
        return None
    return ZoneInfo(zones[0])
