"""Where the table begins: the first rows' one (or several) that is its header, and which table and columns it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.errors import BadMapping, UnknownColumns, UnreadableFile
from analysis.errors.phrases import Phrase, missing_columns, phrase
from analysis.intake.columns.closeness import near_header
from analysis.intake.columns.grouped.document import document
from analysis.intake.columns.grouped.order_ids import is_orders_name
from analysis.intake.columns.header_words import lead_aliases, program_lists, quote_aliases
from analysis.intake.columns.header_words.aliases import STEMS
from analysis.intake.columns.header_words.headers import Match, match
from analysis.intake.columns.header_words.meanings import is_worded, meanings
from analysis.intake.columns.header_words.spelling import STACK, plain, role
from analysis.intake.columns.mapped_headers import check_mapping, same_header
from analysis.intake.columns.mapping import FileMapping, did_you_mean
from analysis.intake.columns.stacking import (
    MOST_ROWS,
    combined,
    goes_on,
    is_ladder,
    is_units,
    is_words,
    tells_plan_from_fact,
    with_units,
)
from analysis.intake.contract import TABLES, Table
from analysis.intake.files.limits import COLUMNS

HEADER_WITHIN = 30  # rows
_CLEARLY_MORE = 2  # columns, by which headers outweigh a file's name
Row = Sequence[str]


def find_header(
    rows: Sequence[Row],
    table: str | None,
    mapping: FileMapping,
    file: str,
    *,
    spread: Sequence[Row] | None = None,
    within: int = HEADER_WITHIN,
    below: Sequence[Row] = (),
) -> tuple[int, Match] | None:
    """The last row of the header among the first rows, and the table that it is; None where no row has a known header.

    `spread`: the rows with the text of merged cells in each column that they span; None where that isn't known.
    `below`: rows of data that follow; none of them is a header.
    """
    stem = stem_table(file)
    told = table or mapping.table
    if told and told not in TABLES:
        raise BadMapping(
            "mapping_unknown_table", file=file, table=told, hint=did_you_mean(told, TABLES)
        )
    best: tuple[tuple[bool, int, bool], int, Match] | None = None

    def tried(row: Row, below: Sequence[Row]) -> Match | None:
        if told:
            return _matched(row, TABLES[told], mapping)
        matches = {t: _matched(row, TABLES[t], mapping) for t in TABLES}
        quotes = matches["quotes"].columns
        is_orders = not matches["order_lines"].missing
        if stem in (None, "quotes") and quote_aliases.are_told_by_statuses(
            quotes, row, below[:HEADER_WITHIN]
        ):
            del matches["order_lines"]
        elif stem != "quotes" and (
            (is_orders and stem is not None)
            or len(quotes) < 2  # a status in a row of orders: `Quotation`
            or not quote_aliases.are_meant(
                quotes, row, set(mapping.columns) & set(quotes), is_orders
            )
        ):
            del matches["quotes"]
        for name in ("leads", "touches"):
            found = matches[name].columns
            told_columns = set(mapping.columns) & set(found)
            if stem != name and not lead_aliases.are_meant(name, found, row, told_columns):
                del matches[name]
        return _choose(list(matches.values()), stem)

    for depth in range(1, MOST_ROWS + 1):
        for first in range(min(within, len(rows) - depth + 1)):
            if any(len(row) > COLUMNS for row in rows[first : first + depth]):
                continue
            if depth > 1 and not (
                is_words(rows[first]) and all(is_words(r) for r in rows[first + 1 : first + depth])
            ):
                continue
            row = combined(rows, spread, first, depth) if depth > 1 else rows[first]
            most = sum(map(is_worded, row)) + len(mapping.columns)  # columns that it can give
            if best and best[0] >= (True, most, depth > 1):
                continue
            found = tried(row, rows[first + depth :] or below)
            if found and found.columns:
                if first + depth < len(rows) and tells_plan_from_fact(rows[first + depth]):
                    continue
                rank = (not found.missing, len(found.columns), goes_on(rows, first, depth))
                if best is None or rank > best[0]:
                    found = replace(found, headers=tuple(row), rows=depth) if depth > 1 else found
                    best = rank, first + depth - 1, found
    if best is None:
        return None
    _, position, chosen = best
    if position + 1 < len(rows) and is_units(rows[position + 1]):
        row = with_units(chosen.headers or rows[position], rows[position + 1])
        if found := tried(row, rows[position + 2 :]):
            return position + 1, replace(found, headers=tuple(row), rows=chosen.rows + 1)
    return position, chosen


def _matched(row: Row, table: Table, mapping: FileMapping) -> Match:
    chosen: dict[str, int] = {}
    wanted = {c: h for c, h in mapping.columns.items() if c in table.names}
    if not wanted:
        return match(row, table, {}, [c for c in mapping.constants if c in table.names])
    at = {
        same_header(cell.rpartition(STACK)[2]): i
        for i, cell in reversed(list(enumerate(row)))
        if STACK in cell
    }
    at |= {same_header(cell): i for i, cell in reversed(list(enumerate(row))) if cell.strip()}
    for column, header in wanted.items():
        if not header.strip():
            chosen[column] = -1
        elif same_header(header) in at:
            chosen[column] = at[same_header(header)]
    return match(row, table, chosen, [c for c in mapping.constants if c in table.names])


def _choose(matches: Sequence[Match], stem: str | None) -> Match | None:
    whole = [m for m in matches if not m.missing]
    fullest = max(whole, key=lambda m: len(m.columns), default=None)
    for found in whole:
        if (
            found.table.name == stem
            and fullest
            and len(fullest.columns) < len(found.columns) + _CLEARLY_MORE
        ):
            return found
    most = max(matches, key=lambda m: (len(m.columns), not m.missing))
    if fullest:
        # A name is all that a client needs: only headers that fit no other table as well make it one.
        others = max(len(m.columns) for m in matches if m.table.name != "clients")
        if fullest.table.name == "clients" and len(fullest.columns) > others:
            return fullest
        if fullest.table.name != "clients" and len(fullest.columns) + 1 >= len(most.columns):
            return fullest
    for found in matches:
        if found.table.name == stem and found.columns:
            return found
    return max(matches, key=lambda m: (len(m.columns), m.table.name != "clients"))


def stem_table(file: str) -> str | None:
    """The table that the file's name speaks of."""
    words = plain(Path(file).stem).words
    for stem in sorted(STEMS, key=len, reverse=True):
        if words == stem or words.startswith(stem + " ") or words.endswith(" " + stem):
            return STEMS[stem]
    return None


def checked_header(
    rows: Sequence[Row],
    table: str | None,
    mapping: FileMapping,
    file: str,
    *,
    grouped: bool = False,
    spread: Sequence[Row] | None = None,
    within: int = HEADER_WITHIN,
    below: Sequence[Row] = (),
) -> tuple[int, Match]:
    """The header with every required column (see `find_header`), or the error that says what is missing."""
    found = find_header(rows, table, mapping, file, spread=spread, within=within, below=below)
    fullest = max(rows[:5], key=lambda row: sum(bool(c.strip()) for c in row), default=())
    headers = (found[1].headers or rows[found[0]]) if found else fullest
    seen = [c for c in headers if c.strip()]
    if found:
        position, matched = found
        found = position, matched = position, _without_kinds(matched, headers, rows[position + 1 :])
        ladder = is_ladder(matched.headers, matched.table) or (
            not matched.headers and _is_stacked(rows, position)
        )
        if len(matched.columns) > 1 and (grouped or ladder):
            raise UnreadableFile("grouped_report", file=file)
        check_mapping(mapping, headers, matched, file)
        if not matched.missing:
            if not mapping.columns and (again := _beside(headers, matched)):
                raise UnreadableFile(
                    "tables_side_by_side", file=file, header=" ".join(again.split())
                )
            return found
        if position + 1 < len(rows) and dates_by_name(matched, rows[position + 1 :]):
            return position, replace(matched, constants=matched.constants | {"order_date"})
    elif mapping.columns:
        check_mapping(mapping, [c for row in rows[:HEADER_WITHIN] for c in row], None, file)
    if not found and any(len(row) > COLUMNS for row in rows[:HEADER_WITHIN]):
        raise UnknownColumns("too_many_columns", file=file, most=COLUMNS)
    if not found:
        raise UnknownColumns("no_known_header", file=file, seen=_listed(seen))
    missing = missing_columns(found[1].missing)
    hint = near_header(found[1], headers)
    raise UnknownColumns(
        "columns_missing",
        file=file,
        table=found[1].table.name,
        missing=missing,
        seen=_listed(seen),
        hint=hint,
    )


def _without_kinds(matched: Match, headers: Row, below: Sequence[Row]) -> Match:
    """Without an order that is called as a document's kind, «Регистратор», where no cell has a number: «Реализация товаров»."""
    at = matched.columns.get("order_id")
    if (
        at is None
        or role(headers[at]) != "document_kind"
        or program_lists.names_deal(plain(headers[at]).words)
    ):
        return matched
    cells = [row[at] for row in below[:HEADER_WITHIN] if at < len(row) and row[at].strip()]
    if not cells or any(c.isdigit() for cell in cells for c in cell):
        return matched
    return replace(matched, columns={c: i for c, i in matched.columns.items() if c != "order_id"})


def dates_by_name(matched: Match, below: Iterable[Row]) -> bool:
    """Whether only the order's date is missing and the orders' names say it: «Заказ клиента ТД00-000123 от 05.01.2013»."""
    at = matched.columns.get("order_id")
    if (
        at is None
        or [a for a in matched.missing if a != (frozenset({"order_date"}),)]
        or not matched.missing
    ):
        return False
    names = [row[at] for row in below if at < len(row) and row[at].strip()]
    return any(
        is_orders_name(name) and (found := document(name)) and found.date
        for name in names[:HEADER_WITHIN]
    )


def _beside(row: Row, matched: Match) -> str:
    """The header with which a second table of the same columns begins to the right; "" for none."""
    needed = {
        c
        for alternatives in matched.table.required
        for alternative in alternatives
        for c in alternative
    }
    texts = [same_header(c) for c in row]
    mine = [i for c, i in matched.columns.items() if c in needed]
    again = [texts.index(texts[i], i + 1) for i in mine if texts[i] in texts[i + 1 :]]
    return row[min(again)] if len(mine) > 2 and len(again) == len(mine) else ""


def _is_stacked(rows: Sequence[Row], position: int) -> bool:
    """Whether headers go on in the row below («Контрагент» over «Заказ» over «Номенклатура»): a grouped report."""
    below = [c for c in rows[position + 1] if c.strip()] if position + 1 < len(rows) else []
    return 0 < len(below) <= 3 and all(
        any(meanings(c, table) for table in TABLES.values()) for c in below
    )


def _listed(seen: Sequence[str]) -> Phrase | str:
    shown = ", ".join(f"'{' '.join(s.split())[:40]}'" for s in seen[:12])
    return (shown + (" …" if len(seen) > 12 else "")) or phrase("detail.nothing_seen")
