"""Three years of a plant: working days, seasons, and what a year does to prices and wages."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_DAY = date(2023, 11, 1)
LAST_DAY = date(2026, 10, 31)  # the day of the export: nothing later is known

HOLIDAYS = {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
SEASON = {
    1: 0.72,
    2: 0.92,
    3: 1.10,
    4: 1.04,
    5: 0.82,
    6: 0.98,
    7: 0.94,
    8: 1.02,
    9: 1.14,
    10: 1.16,
    11: 1.10,
    12: 1.06,
}
ORDERS_GROWTH = 1.06  # a year

# What one rouble of November 2023 has become; each January the plant prints a new price list.
PRICE_INDEX = {2023: 1.00, 2024: 1.07, 2025: 1.16, 2026: 1.24}
MATERIAL_INDEX = {2023: 1.00, 2024: 1.06, 2025: 1.15, 2026: 1.22}
WAGE_INDEX = {2023: 1.00, 2024: 1.10, 2025: 1.21, 2026: 1.33}
OVERHEAD_ON_LABOUR = {2023: 1.90, 2024: 1.95, 2025: 2.00, 2026: 2.05}


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS


def _days() -> list[date]:
    return [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]


WORKDAYS = [day for day in _days() if is_workday(day)]
MONTHS = sorted({day.replace(day=1) for day in _days()})
WORKDAYS_OF: dict[date, list[date]] = {
    month: [day for day in WORKDAYS if day.replace(day=1) == month] for month in MONTHS
}


def demand(month: date) -> float:
    """How busy a month is: its season, and the growth since the first one."""
    years = (month - FIRST_DAY).days / 365
    return SEASON[month.month] * ORDERS_GROWTH**years
