"""Returns that only the kind or the name of their document tells, and rows whose quantity and amount have different signs.

Such rows count as less: their quantity and their amounts are negative, once, however they are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from analysis.intake.columns.header_words.spelling import plain, role
from analysis.intake.columns.layout import Layout
from analysis.intake.patterns import bounded
from analysis.intake.sqltext import one_of
from analysis.intake.values import document_codes, numbers
from analysis.intake.values.numbers import NumberFormat, wide
from analysis.intake.vocabulary import yes_or_no

BACK = (
    r"возврат|возвращ[её]н"
    r"|сторно|кредит[- ]?нот|credit[- ]?(?:note|memo)|refund|\breturns?\b|\breturned\b|reversal|chargeback|\brma\b|storno"
    r"|gutschrift|\bretoure|r[üu]ckgabe|r[üu]cksendung"
)
# Of a document only: an order's status that says so is a cancelled one.
OF_DOCUMENT = BACK + (
    r"|\b(?:invoice|billing(?: document)?|sales?) cancell?ation|\bcancell?ation (?:of )?(?:the )?(?:invoice|billing|sale)"
    r"|\bcancell?ation\s*$|отмена (?:реализаци|продаж|фактур|отгрузк)"
)
_CREDIT = r"(?:кредит|credit)[- ]?(?:нот|memo|note)"
# «Возвратная тара», a return to a supplier, the reversal of a return: no less sold than before.
NOT_BACK = (
    r"возвратн|поставщик|supplier|vendor|без возврат|невозвра[тщ]|не возвращ|\bno return|non[- ]?return|not returned|returnable"
    rf"|(?:отмена|сторно\w{{0,20}}|reversal of|cancell?(?:ed|ation)?[.]?(?: of)?|storno)"
    rf" \w{{0,20}}(?:возврат|return|refund|{_CREDIT}|gutschrift)"
    rf"|(?:возврат|return|refund|{_CREDIT})\w{{0,20}}[ (]+(?:сторно|отмен|revers|cancel)|stornogutschrift|gutschriftstorno"
)
# Of an order's status: not yet back, or a part only.
NOT_WHOLLY = r"частич|partial|запро|ожида|в процессе|оформл|на рассмотрен|request|pending|initiated|awaiting|approv|отклон|declin|reject"
CORRECTED = (
    r"корректировк|исправлени[ея]|correction|adjustment"  # up or down: only their signs tell
)
_ANY = (
    r"возвра|сторно|кредит|credit|refund|return|reversal|chargeback|rma|storno|gutschrift|retour|r[üu]ck|cancell?ation|отмена"
    r"|корректир|исправлен|correction|adjust"
)
_SAYS_BACK, _SAYS_NOT_BACK = bounded(BACK), bounded(f"{NOT_BACK}|{NOT_WHOLLY}")
_FLAG = re.compile(
    r"(?:это |признак |флаг )?возврат[а]?|(?:товар |заказ )?возвращ[её]н[оа]?|(?:is )?return(?: flag)?|(?:is )?refund(?: flag)?"
    r"|(?:is |was |order |item |order is )?(?:returned|refunded)(?: flag)?|(?:return|refund) status|статус возврата"
)
# Of the row itself, as by its document; any other may be of the sale in the row, and is asked about.
_OF_ROW = re.compile(
    r"(?:это|признак|флаг) возврат[а]?|is (?:return|refund)(?: flag)?|(?:return|refund) flag"
)
_FLAGGED = re.compile(
    r"(?:not |no )?(?:return(?:ed)?|refund(?:ed)?)|(?:не ?)?возвращ[её]н[оа]?|без возврата|возврат"
)
TURNED = (
    "quantity",
    "revenue",
    "material_cost",
    "labour_cost",
    "other_direct_cost",
    "direct_cost",
    "book_overhead",
    "book_cost",
)
NEGATIVE, AS_WRITTEN, SIGNED, CAME_BACK = "negative", "as_written", "signed", "came_back"
_STATUSES = 30  # of the first rows, known to be no returns
_YES_OR_NO = (
    "да",
    "нет",
    "yes",
    "no",
    "true",
    "false",
    "истина",
    "ложь",
    "1",
    "0",
    "+",
    "-",
    "y",
    "n",
    "",
)
_NAMED = r"[а-яёa-z]{5}"


@dataclass(frozen=True)
class Back:
    """Which rows are turned. returns: some that are returns by a word have positive amounts.

    corrections, signs, statuses: NEGATIVE or AS_WRITTEN where there are corrections with positive amounts, rows of two signs, orders
    whose status says that they came back; "" for none. SIGNED: corrections whose amounts stand with either sign. CAME_BACK: orders by
    their status that count as cancelled.
    """

    returns: bool = False
    corrections: str = ""
    signs: str = ""
    statuses: str = ""

    @property
    def turns(self) -> bool:
        return self.returns or NEGATIVE in (self.corrections, self.signs, self.statuses)


def places(layout: Layout) -> list[int]:
    """Positions of the texts that may say a document's kind: columns called so, orders that are called by more than a number."""
    if layout.table.name != "order_lines":
        return []
    used = {i for c, i in layout.columns.items() if c not in ("kind", "order_id")}
    found = [i for i, header in enumerate(layout.headers) if i not in used and _names_kind(header)]
    if (kind := layout.columns.get("kind")) is not None:
        found.append(kind)
    order = layout.columns.get("order_id")
    if order is not None and (
        not layout.sample or any(_is_named(row[order]) for row in layout.sample)
    ):
        found.append(order)
    return sorted(set(found))


def _names_kind(header: str) -> bool:
    return role(header) == "document_kind" or document_codes.are_named(header)


def _is_named(text: str) -> bool:
    return re.search(_NAMED, text.casefold()) is not None


def flags(layout: Layout) -> list[int]:
    """Positions of columns that say by yes or no whether the goods of the row came back."""
    if layout.table.name != "order_lines":
        return []
    used = {*layout.columns.values(), *(i for more in layout.more.values() for i in more)}
    return [
        i
        for i, header in enumerate(layout.headers)
        if i not in used
        and _FLAG.fullmatch(plain(header).words)
        and all(_is_flag(row[i]) for row in layout.sample)
    ]


def flags_of_rows(layout: Layout) -> list[int]:
    """Those of them that call the row itself a return: «Признак возврата»."""
    return [i for i in flags(layout) if _OF_ROW.fullmatch(plain(layout.headers[i]).words)]


def _is_flag(cell: str) -> bool:
    text = cell.strip().casefold()
    return text in _YES_OR_NO or _FLAGGED.fullmatch(text) is not None


def _flagged(position: int) -> str:
    """SQL: the flag says so."""
    text = f"lower(c{position})"
    words = f"regexp_matches({text}, '{BACK}') AND NOT regexp_matches({text}, '{NOT_BACK}')"
    return f"coalesce({yes_or_no(f'c{position}')}, {words}, false)"


def said(layout: Layout, pattern: str) -> str:
    """SQL: a text of the row has a word of the pattern, and none of NOT_BACK; "false" where no column could have it."""
    found = [
        f"CASE WHEN regexp_matches(lower(c{i}), '{pattern}') THEN NOT regexp_matches(lower(c{i}), '{NOT_BACK}') ELSE false END"
        for i in places(layout)
    ]
    if pattern == OF_DOCUMENT:
        found += [_flagged(i) for i in flags_of_rows(layout)] + document_codes.conditions(layout)
    return " OR ".join(found) or "false"


def by_status(layout: Layout) -> str:
    """SQL: the order's status, or a flag of the sale, says that it came back; "false" where none could."""
    return " OR ".join(f"({each})" for each in statuses(layout).values()) or "false"


def statuses(layout: Layout) -> dict[int, str]:
    """Position of the status and of flags of the sale → SQL: it says that the order came back."""
    if layout.table.name != "order_lines":
        return {}
    rows = flags_of_rows(layout)
    found = {i: _flagged(i) for i in flags(layout) if i not in rows}
    if (at := layout.columns.get("status")) is not None:
        text = f"lower(c{at})"
        back = f"regexp_matches({text}, '{BACK}') AND NOT regexp_matches({text}, '{NOT_BACK}|{NOT_WHOLLY}')"
        found[at] = f"CASE WHEN {_is_usual(layout, at)} THEN false ELSE coalesce({back}, false) END"
    return found


def says_back(status: str) -> bool:
    """Whether a status says that the order came back."""
    text = status.casefold()
    return _SAYS_BACK.search(text) is not None and _SAYS_NOT_BACK.search(text) is None


def _is_usual(layout: Layout, at: int) -> str:
    """SQL, cheap: the status is one of those in the first rows that say nothing of a return, as nearly all are."""
    seen = dict.fromkeys(row[at] for row in layout.sample if row[at])
    usual = [text for text in seen if not re.search(_ANY, text.casefold())][:_STATUSES]
    return one_of(f"c{at}", usual) if usual else "false"


def surely_none(layout: Layout) -> str:
    """SQL, cheap: no text of the row has a word of any pattern. A `kind` that is known has none."""
    kind = layout.columns.get("kind")
    found = [
        f"{'v_kind IS NOT NULL OR ' if i == kind else ''}coalesce(NOT regexp_matches(lower(c{i}), '{_ANY}'), true)"
        for i in places(layout)
    ]
    found += [f"NOT {_flagged(i)}" for i in flags_of_rows(layout)]
    found += [f"NOT {code}" for code in document_codes.conditions(layout)]
    if (stated := by_status(layout)) != "false":
        found.append(f"NOT ({stated})")
    return " AND ".join(f"({each})" for each in found) or "true"


def is_sold(layout: Layout, formats: Mapping[str, NumberFormat]) -> str:
    """SQL: the row's amount (its quantity, where it has no amount) is positive as it is written."""
    base = next((c for c in ("revenue", "quantity") if c in layout.columns), None)
    return f"coalesce({_number(layout, formats, base)} > 0, false)" if base else "false"


def of_two_signs(layout: Layout, quantity: str, revenue: str, price: str | None) -> str:
    """SQL: the quantity says that goods came back and the amount that they were sold, or the other way where the price proves it."""
    if not {"quantity", "revenue"} <= layout.columns.keys():
        return "false"
    back = f"{quantity} < 0 AND {revenue} > 0"
    if not price:
        return f"coalesce({back}, false)"
    priced = f"abs({wide(quantity, 6)} * {price} + {revenue}) <= 0.02 + 0.0005 * abs({revenue})"
    return f"coalesce(({back} AND coalesce({price} >= 0, true)) OR ({quantity} > 0 AND {revenue} < 0 AND {priced}), false)"


def read(layout: Layout, formats: Mapping[str, NumberFormat]) -> str:
    """SQL: the same of the cells."""
    if not {"quantity", "revenue"} <= layout.columns.keys():
        return "false"
    price = _number(layout, formats, "unit_price") if "unit_price" in layout.columns else None
    return of_two_signs(
        layout, _number(layout, formats, "quantity"), _number(layout, formats, "revenue"), price
    )


def decided(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    formats: Mapping[str, NumberFormat],
) -> Back:
    if layout.table.name != "order_lines":
        return Back()
    back, corrected, sold = (
        said(layout, OF_DOCUMENT),
        said(layout, CORRECTED),
        is_sold(layout, formats),
    )
    two, stated = read(layout, formats), by_status(layout)
    if {back, two, stated} == {"false"}:
        return Back()
    [(returns, up, down, signs, statuses)] = con.execute(
        f"SELECT count(*) FILTER (back AND sold), count(*) FILTER (corrected AND sold), count(*) FILTER (corrected AND NOT sold), "
        f"count(*) FILTER (two), count(*) FILTER (stated AND sold AND NOT back) FROM (SELECT {back} AS back, {corrected} AS corrected, "
        f"{sold} AS sold, {two} AS two, {stated} AS stated FROM {relation})"
    ).fetchall()
    corrections = "" if not up else SIGNED if down else NEGATIVE
    return Back(returns > 0, corrections, NEGATIVE if signs else "", NEGATIVE if statuses else "")


def condition(layout: Layout, formats: Mapping[str, NumberFormat], back: Back) -> str:
    """SQL: the row is turned."""
    found = [said(layout, OF_DOCUMENT)] if back.returns else []
    found += [said(layout, CORRECTED)] if back.corrections == NEGATIVE else []
    found += [read(layout, formats)] if back.signs == NEGATIVE else []
    found += [by_status(layout)] if back.statuses == NEGATIVE else []
    return " OR ".join(f"({each})" for each in found) or "false"


def turned(column: str, value: str) -> str:
    """SQL: the column's value in a row that may be turned (`is_back`; `is_sold`: as it is written)."""
    if column in TURNED or column == "vat_amount":
        return f"CASE WHEN is_back THEN -abs({value}) ELSE {value} END"
    if column == "unit_price":
        return f"CASE WHEN is_back THEN abs({value}) ELSE {value} END"
    if column == "profit":
        return f"CASE WHEN is_back AND is_sold THEN -({value}) ELSE {value} END"
    return value


def _number(layout: Layout, formats: Mapping[str, NumberFormat], column: str) -> str:
    return f"({numbers.number(f'c{layout.columns[column]}', formats[column])})"
