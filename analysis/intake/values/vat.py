"""Money is kept without VAT: which amounts of a file include it, how much of them it is, and how the file says so.

An amount «с НДС» whose VAT nothing tells is refused, not taken: a profit on top of 20 % of tax would be a false one, and no rate can be
guessed (20, 22, 10, 5 and 0 % stand side by side in one month). What tells it, in this order: the mapping; a column of the VAT's
amount, subtracted exactly; a column of its rate, or a rate in the header, divided out and rounded to four decimals. Where headers
keep silent but a column of VAT stands beside, the arithmetic of the rows says whether it is inside the amount or on top; or a flag
of each row does («Цена включает НДС»). Rows that contradict what holds for their file (`vat_rows`) are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

import duckdb

from analysis.errors import BadMapping, UnreadableFile
from analysis.intake.columns.header_words.units import FACTORS
from analysis.intake.columns.layout import Layout
from analysis.intake.sqltext import one_of
from analysis.intake.values import numbers
from analysis.intake.values.numbers import NumberFormat
from analysis.intake.values.vat_rows import fits

TAXED = ("order_lines", "quotes")  # tables whose amounts may include VAT
PRICED = ("revenue", "unit_price", "discount", "amount")
# Without blanks and signs; what follows after them («НДС не облагается (ст. 149)») says no more.
_NONE = (
    "без",
    "безндс",
    "безналога",
    "ндснеоблагается",
    "необлагается",
    "необлагаетсяндс",
    "необлаг",
    "необл",
    "ндснеоблаг",
    "ндснеобл",
    "необлагаетсяналогом",
    "освобожд",
    "ндсосвобожд",
    "неявляетсяплательщик",
    "неплательщик",
    "неподлежит",
    "безобложения",
    "нулевая",
    "ндснет",
    "нетндс",
    "усн",
    "енвд",
    "псн",
    "novat",
    "withoutvat",
    "notax",
    "exempt",
    "vatexempt",
    "taxexempt",
    "zerorate",
    "vatzero",
    "zero",
    "outofscope",
    "outsidescope",
    "notsubject",
    "nontaxable",
    "nottaxable",
    "reversecharge",
    "vatfree",
    "taxfree",
    "vat0",
    "ндс0",
)
_NONE_WHOLE = (
    "0",
    "нет",
    "na",
    "no",
    "none",
    "nil",
    "нп",
    "неприменимо",
    "notapplicable",
    "—",
    "–",
)  # nothing behind them
_MOST = 0.9  # a share of the rows whose arithmetic must agree


@dataclass(frozen=True)
class Vat:
    """`included`: columns whose amounts include VAT. `by`: amount, column or rate, which says how much; "" for nothing.

    `where` says it in the file's own words. `unclear`: a column of VAT is there, but not whether the amounts include it.
    `on_top`: it comes on top of them.
    """

    included: tuple[str, ...] = ()
    by: str = ""
    rate: str = ""  # per cent, where one holds for all rows
    where: str = ""
    on_top: bool = False
    unclear: bool = False
    flagged: bool = False  # only in rows whose flag says so


def vat_of_headers(layout: Layout) -> Vat:
    """What mapping and headers say; raises BadMapping for a mapping that can't be meant."""
    if layout.table.name not in TAXED:
        return Vat()
    told, told_rate = _told(layout)
    remarks = {
        c: layout.stated(i)
        for c, i in layout.columns.items()
        if layout.table.column(c).kind == "money"
    }
    if told == "without":
        return Vat(where="mapping")
    included = {c for c, h in remarks.items() if h.vat == "with"}
    if told == "with":
        by_rate = not layout.mapping.format.get(
            "vat"
        )  # only a rate is told: amounts that a header calls net stay so
        included |= {
            c for c in PRICED if c in remarks and not (by_rate and remarks[c].vat == "without")
        }
    if "unit_price" in included and "discount" in remarks and remarks["discount"].vat != "without":
        included.add("discount")
    flagged = (
        not told
        and not included
        and not any(h.vat for h in remarks.values())
        and "vat_included" in layout.aside
    )
    if flagged:
        included |= {c for c in PRICED if c in remarks}
    base = base_of(layout)
    rate = told_rate or next(
        (h.vat_rate for c, h in remarks.items() if c in included and h.vat_rate), ""
    )
    return replace(_known(layout, tuple(sorted(included)), base, rate), flagged=flagged)


def base_of(layout: Layout) -> str:
    """The amount that VAT is told of: the table's own, or the price where order lines have no other."""
    own = layout.table.money or ""
    return "unit_price" if own == "revenue" and own not in layout.columns else own


def _known(layout: Layout, included: tuple[str, ...], base: str, rate: str) -> Vat:
    aside = layout.aside
    if not included:
        return Vat()
    if (
        base == layout.table.money
        and base in included
        and "vat_amount" in aside
        and not layout.mapping.format.get("vat_rate")
    ):
        return Vat(included, "amount", rate, layout.headers[aside["vat_amount"]])
    if "vat_rate" in aside and not layout.mapping.format.get("vat_rate"):
        return Vat(included, "column", "", layout.headers[aside["vat_rate"]])
    return Vat(included, "rate" if rate else "", rate)


def _told(layout: Layout) -> tuple[str, str]:
    told, rate = (layout.mapping.format.get(key, "").strip() for key in ("vat", "vat_rate"))
    if told not in ("", "with", "without"):
        raise BadMapping("mapping_bad_vat", file=layout.mapping.name, key="vat", value=told)
    number = rate.rstrip(" %").replace(",", ".")
    if rate and not (re.fullmatch(r"\d{1,2}(\.\d{1,2})?", number) and Decimal(number) >= 1):
        raise BadMapping("mapping_bad_vat", file=layout.mapping.name, key="vat_rate", value=rate)
    return told or ("with" if rate else ""), number


def unused_rate(layout: Layout) -> str:
    """The rate of a mapping that applies to no amount, as the headers call all of them net; "" where there is none."""
    told, rate = _told(layout) if layout.table.name in TAXED else ("", "")
    return rate if rate and not vat_of_headers(layout).included and told == "with" else ""


def check(layout: Layout) -> None:
    """Raises UnreadableFile where revenue includes VAT and nothing says how much."""
    vat = vat_of_headers(layout)
    base = base_of(layout)
    if base in vat.included and not vat.by and not vat.flagged:
        raise UnreadableFile(
            "vat_unknown", file=layout.file, header=layout.headers[layout.columns[base]]
        )


def decide_vat(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: dict[str, NumberFormat]
) -> Vat:
    """What headers say; where they keep silent beside a column of VAT, what the rows' arithmetic says."""
    said = vat_of_headers(layout)
    silent = not said.included and not said.where and layout.table.name in TAXED
    aside, base = layout.aside, layout.table.money or ""
    if not silent or base not in layout.columns or not {"vat_amount", "vat_rate"} & aside.keys():
        return said
    if layout.stated(layout.columns[base]).vat:
        return said
    if "vat_amount" not in aside:
        return Vat(unclear=True)
    amount = numbers.number(f"c{layout.columns[base]}", formats[base], numbers.SCALED)
    amount = numbers.scaled(amount, unit_of(layout, base), "DECIMAL(15,4)")
    tax = amount_sql(layout, formats["vat_amount"])
    rate = rate_sql(f"c{aside['vat_rate']}") if "vat_rate" in aside else "NULL"
    own, unit = "rate" if "vat_rate" in aside else "", rounding_unit(layout)
    inside_, on_top_ = (
        fits("amount", "vat", on_top=way, rate=own, unit=unit) for way in (False, True)
    )
    [(rows, inside, on_top)] = con.execute(
        f"SELECT count(*), count(*) FILTER ({inside_}), count(*) FILTER ({on_top_}) "
        f"FROM (SELECT {amount} AS amount, {tax} AS vat, {rate} AS rate FROM {relation}) WHERE abs(vat) > 1 AND amount <> 0"
    ).fetchall()
    if rows and inside >= _MOST * rows and on_top < inside:
        return Vat((base,), "amount", "", layout.headers[aside["vat_amount"]])
    if rows and on_top >= _MOST * rows and inside < on_top:
        return Vat(where=layout.headers[aside["vat_amount"]], on_top=True)
    return Vat(unclear=rows > 0)


def unit_of(layout: Layout, role: str) -> int | Decimal:
    """Rubles that the column counts in; a column of VAT whose header states no unit counts as the revenue does."""
    position = layout.columns.get(role, layout.aside.get(role, -1))
    said = layout.stated(position)
    if role == "vat_amount" and not said.unit and not said.currency:
        return unit_of(layout, layout.table.money or "")
    if not said.unit:
        return FACTORS.get(layout.mapping.format.get("scale", ""), 1)
    return said.factor("revenue")


def rounding_unit(layout: Layout) -> float:
    """Rubles of the coarser of the two columns whose amounts are compared."""
    return float(max(1, unit_of(layout, layout.table.money or ""), unit_of(layout, "vat_amount")))


def amount_sql(layout: Layout, fmt: NumberFormat) -> str:
    """SQL: the VAT of a row in rubles; «Без НДС» is none, an empty cell is not known."""
    text = f"c{layout.aside['vat_amount']}"
    value = numbers.scaled(
        numbers.number(text, fmt, numbers.SCALED), unit_of(layout, "vat_amount"), "DECIMAL(15,4)"
    )
    return f"CASE WHEN {_without(text)} THEN 0 ELSE {value} END"


def _without(text: str) -> str:
    plain = rf"regexp_replace(lower({text}), '[\s\p{{Z}}_./«»()\-\x{{22}}]', '', 'g')"
    worded = f"regexp_matches({plain}, '^(?:{'|'.join(_NONE)})(?:[^0-9]|$)') OR trim({text}) = '-' OR {one_of(plain, _NONE_WHOLE)}"
    return f"CASE WHEN {text} IS NULL THEN NULL ELSE ({worded}) END"


def rate_sql(text: str) -> str:
    """SQL: the rate of a row in per cent: 20, «20%», «НДС 20%», «20/120» and 0.2 are all 20; «Без НДС» is 0."""
    digits = rf"try_cast(replace(regexp_extract({text}, '(\d+(?:[.,]\d+)?)', 1), ',', '.') AS DECIMAL(9,4))"
    return (
        f"CASE WHEN {_without(text)} THEN 0 WHEN {digits} > 0 AND {digits} < 1 "
        f"THEN CAST({digits} * 100 AS DECIMAL(9,4)) WHEN {digits} < 100 THEN {digits} END"
    )


def net(value: str, vat: Vat, column: str) -> str:
    """SQL: the amount without VAT, exact to four decimals (rounded half up); NULL where its VAT isn't known."""
    if column not in vat.included:
        return value
    if vat.flagged:
        bare = net(value, replace(vat, flagged=False), column)
        return f"CASE WHEN v_vat_included THEN {bare} WHEN NOT v_vat_included THEN {value} END"
    if vat.by == "amount" and column in ("revenue", "amount"):
        return f"try_cast({value} - v_vat AS DECIMAL(18,4))"
    if vat.by == "column":
        return _divided(value, "CAST(v_vat_rate * 10000 AS HUGEINT)")
    if vat.rate:
        return _divided(value, f"CAST({int(Decimal(vat.rate) * 10_000)} AS HUGEINT)")
    return "CAST(NULL AS DECIMAL(18,4))"


def _divided(value: str, rate: str) -> str:
    """SQL: value ÷ (1 + rate), in whole numbers: no float comes near money. `rate`: per cent × 10,000."""
    units = f"CAST(CAST(CAST({value} AS DECIMAL(18,4)) AS DECIMAL(26,4)) * 10000 AS HUGEINT)"
    whole = f"(1000000 + {rate})"
    rounded = f"(2 * {units} * 1000000 + sign({units})::HUGEINT * {whole}) // (2 * {whole})"
    return f"CAST(CAST({rounded} AS DECIMAL(22,0)) * CAST(0.0001 AS DECIMAL(5,4)) AS DECIMAL(18,4))"


def vat_formats(vat: Vat) -> dict[str, str]:
    """For the file's formats: `vat` in words, and apart what it was removed by, or what came on top."""
    if vat.included and vat.by:
        by = f"{vat.rate} %" if vat.by == "rate" else f"'{vat.where}'"
        return {"vat": f"removed ({by})", "vat_removed": by}
    if vat.where == "mapping":
        return {"vat": "without (mapping)"}
    if vat.where:
        return {"vat": f"without ('{vat.where}' comes on top)", "vat_on_top": vat.where}
    return {"vat": "unclear"} if vat.unclear else {}
