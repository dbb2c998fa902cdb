"""From the amounts of a file to those of the contract: without VAT (`vat`), in the workspace's currency (`currency`)."""

from __future__ import annotations

import duckdb

from analysis.errors import UnreadableFile
from analysis.intake import currency
from analysis.intake.columns.amounts.home_currency import is_beside_foreign
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import (
    CURRENCIES_DIFFER,
    CURRENCY,
    VAT_CONTRADICTS,
    VAT_UNKNOWN,
    Notice,
)
from analysis.intake.values import vat
from analysis.intake.values.formats import Formats
from analysis.intake.values.numbers import NumberFormat, wide
from analysis.intake.values.returns import turned
from analysis.intake.values.vat_rows import contradicts
from analysis.intake.vocabulary import yes_or_no

TODAY = "DATE '9999-12-31'"  # where a table has no day of its own: the latest rate
_DAY = {"order_lines": "order_date", "pools": "month", "quotes": "quoted_on"}


def beside(layout: Layout, formats: Formats) -> dict[str, str]:
    """Name → SQL of what else the amounts of a row need: their VAT, its rate, their currency."""
    found: dict[str, str] = {}
    aside = layout.aside
    if _has_tax(layout, formats):
        tax = vat.amount_sql(layout, formats.numbers.get("vat_amount", NumberFormat(".")))
        found["v_vat"] = turned("vat_amount", tax) if formats.back.turns else tax
    if formats.vat.by == "column" or ("v_vat" in found and "vat_rate" in aside):
        found["v_vat_rate"] = vat.rate_sql(f"c{aside['vat_rate']}")
    if formats.vat.flagged:
        found["v_vat_included"] = yes_or_no(f"c{aside['vat_included']}")
    if layout.money.home and "currency" in aside:
        found["v_currency"] = currency.code_sql(f"c{aside['currency']}")
    return found


def _has_tax(layout: Layout, formats: Formats) -> bool:
    """Whether a column says the VAT of each row's revenue."""
    told = formats.vat.by == "amount" or formats.vat.on_top or formats.vat.unclear
    return told and "vat_amount" in layout.aside and layout.table.money in layout.columns


def brought(layout: Layout, formats: Formats, basis: str, value: str) -> str:
    """SQL: an amount, counted as the column `basis` is, as the contract means it; NULL where VAT or rate isn't known."""
    value = vat.net(value, formats.vat, basis)
    foreign = code_of(layout, formats, basis)
    if foreign is None:
        return value
    rate = currency.rate_sql(layout.money, foreign, day_of(layout))
    home = f"{foreign} IS NULL OR {foreign} = '{layout.money.home}'"
    return f"CASE WHEN {home} THEN {value} ELSE try_cast({wide(value, 4)} * {rate} AS DECIMAL(18,4)) END"


def code_of(layout: Layout, formats: Formats, column: str) -> str | None:
    """SQL of the code of the column's currency, row by row; None where all is in the workspace's."""
    home = layout.money.home
    if home is None or column not in layout.columns:
        return None
    stated = stated_currency(layout, column)
    if stated:
        return None if stated == home else f"'{stated}'"
    by_column = "v_currency" if "currency" in layout.aside and formats.foreign else None
    if not formats.signs:
        return by_column
    sign = currency.sign_sql(f"c{layout.columns[column]}")
    return f"coalesce({sign}, {by_column})" if by_column else sign


def converts(layout: Layout) -> bool:
    """Whether a header (or the mapping) states another currency than the workspace's."""
    money = (c.name for c in layout.table.columns if c.kind == "money")
    return any(code_of(layout, Formats({}, {}), c) is not None for c in money)


def stated_currency(layout: Layout, column: str) -> str:
    """The currency that the column's header states, else the mapping's word for the file; "" for none."""
    said = layout.stated(layout.columns[column]).currency if column in layout.columns else ""
    told = layout.mapping.format.get("currency", "")
    return said or (currency.code(told) if told else "")


def _disagree(layout: Layout, formats: Formats, column: str) -> str | None:
    """SQL: header, cell and the column of currencies name different currencies; None where they can't, or a mapping says which."""
    home = layout.money.home
    if home is None or layout.mapping.format.get("currency"):
        return None
    stated, by_column = stated_currency(layout, column), "currency" in layout.aside
    found: list[str] = []
    if stated and by_column and not (stated == home and is_beside_foreign(layout, column)):
        found.append(f"v_currency <> '{stated}'")
    if formats.signs or formats.foreign or stated not in ("", home):
        sign = currency.sign_sql(f"c{layout.columns[column]}")
        found += (
            [f"{sign} <> '{stated}'"] if stated else [f"{sign} <> v_currency"] if by_column else []
        )
    return f"v_{column} IS NOT NULL AND coalesce({' OR '.join(found)}, false)" if found else None


def day_of(layout: Layout) -> str:
    """SQL: the day whose rate counts."""
    day = _DAY.get(layout.table.name)
    return f"v_{day}" if day and (day in layout.columns or day in layout.constants) else TODAY


def troubles(layout: Layout, formats: Formats) -> list[tuple[str, str, str]]:
    """What can be wrong with the amounts of a row: column to blame, SQL condition, reason."""
    found: list[tuple[str, str, str]] = []
    for column in (
        c for c in layout.table.columns if c.kind == "money" and c.name in layout.columns
    ):
        if (disagree := _disagree(layout, formats, column.name)) is not None:
            found.append((column.name, disagree, CURRENCIES_DIFFER))
        foreign = code_of(layout, formats, column.name)
        if foreign is not None:
            rate = currency.rate_sql(layout.money, foreign, day_of(layout))
            found.append(
                (
                    column.name,
                    f"v_{column.name} IS NOT NULL AND {foreign} IS NOT NULL AND {rate} IS NULL",
                    CURRENCY,
                )
            )
    if layout.money.home and "currency" in layout.aside and not formats.foreign:
        base = vat.base_of(layout)
        found.append((base, f"coalesce(v_currency <> '{layout.money.home}', false)", CURRENCY))
    base = vat.base_of(layout)
    if base in formats.vat.included:
        net = vat.net(f"v_{base}", formats.vat, base)
        found.append((base, f"v_{base} IS NOT NULL AND {net} IS NULL", VAT_UNKNOWN))
    if _has_tax(layout, formats):
        rate = "v_vat_rate" if "vat_rate" in layout.aside else ""
        on_top = formats.vat.by != "amount"
        own = f"v_{layout.table.money}"
        wrong = contradicts(own, "v_vat", on_top=on_top, rate=rate, unit=vat.rounding_unit(layout))
        if formats.vat.flagged:
            other = contradicts(
                own, "v_vat", on_top=True, rate=rate, unit=vat.rounding_unit(layout)
            )
            wrong = f"CASE WHEN v_vat_included THEN {wrong} ELSE {other} END"
        found.append((layout.table.money or "", wrong, VAT_CONTRADICTS))
    return found


def check(layout: Layout) -> None:
    """Raises UnreadableFile where a header says VAT or a currency for which nothing gives the rate."""
    vat.check(layout)
    for column in (
        c.name for c in layout.table.columns if c.kind == "money" and c.name in layout.columns
    ):
        stated = stated_currency(layout, column)
        if layout.money.home and stated and not layout.money.has(stated):
            header = layout.headers[layout.columns[column]]
            raise UnreadableFile(
                "currency_without_rate",
                file=layout.file,
                header=header,
                currency=stated,
                home=layout.money.home,
            )


def notices(
    con: duckdb.DuckDBPyConnection, layout: Layout, formats: Formats, values: str
) -> tuple[Notice, ...]:
    """What was converted, for the user to check: rows, the amount as it stood, and what it became.

    `values`: SELECT v_…; "" where all rows are known to be in the workspace's currency (by line: no other way is taken).
    """
    found: list[Notice] = []
    base = next(
        (
            c
            for c in ("revenue", "unit_price", "cost", "annual_revenue", "amount")
            if c in layout.columns
        ),
        None,
    )
    code = code_of(layout, formats, base) if base else None
    if base and code and values:
        became = brought(layout, formats, base, f"v_{base}")
        rows = con.execute(
            f"SELECT code, count(*), sum(was), sum(became) FROM (SELECT {code} AS code, v_{base} AS was, {became} AS became "
            f"FROM ({values})) WHERE code <> '{layout.money.home}' AND became IS NOT NULL GROUP BY code ORDER BY code"
        ).fetchall()
        for foreign, count, was, became_ in rows:
            details = {
                "rows": count,
                "amount": f"{was:f}",
                "currency": foreign,
                "became": f"{became_:f}",
                "home": layout.money.home,
            }
            found.append(Notice("converted", details))
    if formats.vat.unclear:
        found.append(Notice("vat_unclear", {"header": layout.named[layout.table.money or ""]}))
    if rate := vat.unused_rate(layout):
        base = vat.base_of(layout)
        header = layout.headers[layout.columns[base]] if base in layout.columns else base
        found.append(Notice("vat_rate_unused", {"header": header, "rate": rate}))
    left = [c for c in formats.vat.included if vat.net("x", formats.vat, c).startswith("CAST(NULL")]
    if left:
        headers = ", ".join(f"'{layout.headers[layout.columns[c]]}'" for c in left)
        found.append(Notice("with_vat_left_out", {"headers": headers}))
    return tuple(found)
