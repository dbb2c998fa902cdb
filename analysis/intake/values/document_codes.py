"""Returns that a code of the document tells where no word does: SAP's categories («H») and types («RE», «G2»), those of other programs.

A category is believed under a header that is SAP's own and where all first cells are such letters; a type under «Document type» and the
like only where codes of sales stand among the first cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout

_CATEGORY = re.compile(
    r"(?:(?:sd|s d|sales|sls|billing) )?(?:document|doc) (?:category|categ|cat)|vbtyp(?: [a-z])?"
    r"|категория (?:торгового |сбытового |сд )?(?:документа|фактуры)(?: сбыта)?|(?:vertriebs)?belegtyp"
)
_TYPE = re.compile(
    r"(?:billing|bill|sales|sls|sd)(?: (?:document|doc|order))? (?:type|typ)|fkart|auart|fakturaart|verkaufsbelegart|auftragsart"
    r"|(?:вид|тип) (?:фактуры|торгового документа|документа сбыта|сбытового документа)"
)
_ANY_TYPE = re.compile(
    r"(?:document|doc|order|transaction|trans|invoice|move|record)(?: type)? (?:type|code|class)|type|тип|вид|belegart"
    r"|(?:вид|тип|код вида|код типа) (?:документа|заказа|операции|записи)"
)
# Returns, credit memo requests, cancelled invoices, credit memos, returns delivered, credit memos within the group.
CATEGORIES_BACK = "^[hknot6]$"
_CATEGORIES = re.compile(r"[a-z0-9+]")
# SAP: returns, credit memos and cancelled invoices, also a plant's own (Z…); FI's credit memo; UN/CEFACT 381; Xero; Sage.
TYPES_BACK = (
    "^([zy]?(re2?|cr|rob|kr|kre|cbre|cbar|g2s?|s1s?|ig|sv|ivs|lg|b1)|dg|381|396|accreccredit|sc)$"
)
_TYPES_SOLD = re.compile(r"[zy]?(?:f[12][a-z]?|or[a-z]?|ta|bv|cs|l2)|rv|dr|380|accrec|si")


def are_named(header: str) -> bool:
    """Whether the header is one of a document's category or type, whatever stands below it."""
    words = plain(header).words
    return any(pattern.fullmatch(words) for pattern in (_CATEGORY, _TYPE, _ANY_TYPE))


def places(layout: Layout) -> Iterator[tuple[int, str]]:
    """Positions of such columns of order lines, each with the pattern of the codes that are returns (of cells in lower case)."""
    if layout.table.name != "order_lines":
        return
    used = {i for c, i in layout.columns.items() if c != "kind"} | {
        i for more in layout.more.values() for i in more
    }
    for i, header in enumerate(layout.headers):
        if i in used or not header.strip():
            continue
        words = plain(header).words
        cells = {row[i].strip().casefold() for row in layout.sample} - {""}
        if _CATEGORY.fullmatch(words):
            if cells and all(map(_CATEGORIES.fullmatch, cells)):
                yield i, CATEGORIES_BACK
        elif _TYPE.fullmatch(words) or (
            _ANY_TYPE.fullmatch(words) and any(map(_TYPES_SOLD.fullmatch, cells))
        ):
            yield i, TYPES_BACK


def conditions(layout: Layout) -> list[str]:
    """SQL, one for each column: its code says that the row is a return."""
    return [
        f"coalesce(regexp_matches(lower(trim(c{i})), '{pattern}'), false)"
        for i, pattern in places(layout)
    ]
