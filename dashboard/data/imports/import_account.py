"""Every row and every rouble of a file accounted for, in sentences: before the import and after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from analysis.delivery import account
from analysis.delivery.account import Account
from analysis.delivery.manifest import ImportedFile
from analysis.intake.reasons import Notice
from analysis.language import Words
from dashboard.data import records
from dashboard.data.imports import import_sentences

DOUBTS = (
    "pools_of_a_month",
    "pools_of_a_period",
    "ambiguous_dates",
    "ambiguous_numbers",
    "title_says",
    "thousands",
    "converted",
    "vat_unclear",
    "vat_rate_unused",
    "with_vat_left_out",
    "discount_is_a_share",
    "discount_taken_off",
    "before_discount",
    "cost_by_profit",
    "cost_by_margin",
    "cost_by_markup",
    "profit_differs",
    "goods_by_price",
    "of_one_piece",
    "piece_uncounted",
    "added_together",
    "returns_negative",
    "pieces_back",
    "red_numbers",
)


def lines(words: Words, file: ImportedFile, rows: str, aside: int = 0) -> list[str]:
    """rows: the key of the sentence on rows. aside: of those that count as rejected, what the build set aside."""
    whole = account.of_file(file, aside)
    more = words("import.and.aside", n=aside) if aside else ""
    more += words("import.and.not_data", n=whole.totals) if whole.totals else ""
    name = words("import.sheet", file=file.file, sheet=file.sheet) if file.sheet else file.file
    told = [
        words(
            rows,
            file=name,
            table=words.code("table", file.table),
            read=whole.read,
            accepted=whole.accepted,
            rejected=whole.refused,
            more=more,
            mark=_mark(words, whole.rows_add_up),
        )
    ]
    return [*told, *_money(words, file, whole, aside)]


def warnings(words: Words, file: ImportedFile) -> list[str]:
    """What a person should know of it: guesses that change money among them."""
    told = [f"• {records.warning(words, w.code, w.details)}" for w in file.warnings]
    return [*(f"• {said}" for said in removed(words, file.formats)), *told]


def removed(words: Words, formats: Mapping[str, str]) -> list[str]:
    """That VAT was taken out of the amounts, and by what."""
    return (
        [words("import.doubt.vat_removed", value=by)] if (by := formats.get("vat_removed")) else []
    )


def doubts(words: Words, formats: Mapping[str, str], found: Iterable[Notice]) -> list[str]:
    """Of a file that is still to go in: what was guessed or worked out about its money and its days, from its first rows."""
    told = [_doubt(words, notice) for notice in found if notice.code in DOUBTS]
    return [f"• {said}" for said in (*removed(words, formats), *told)]


def _doubt(words: Words, notice: Notice) -> str:
    key = f"import.doubt.{notice.code}"
    return (
        words(key, **notice.details)
        if words.has(key)
        else records.warning(words, notice.code, notice.details)
    )


def _money(words: Words, file: ImportedFile, whole: Account, aside: int) -> list[str]:
    if whole.money_read is None or not words.has(f"import.money.{file.table}"):
        return []
    refused = records.refused_money(words, whole, _amount(words, file, whole.money_refused))
    key = "import.checked.money.aside" if aside else "import.checked.money"
    told = [
        words(
            key,
            what=words(f"import.money.{file.table}"),
            read=_amount(words, file, whole.money_read),
            accepted=_amount(words, file, whole.money_accepted),
            rejected=refused,
            mark=_mark(words, whole.adds_up),
        )
    ]
    if total := file.formats.get(f"{import_sentences.TOTAL}revenue"):
        told.append(
            words(
                "import.checked.total",
                total=_amount(words, file, Decimal(total)),
                mark=_mark(words, Decimal(total) == whole.money_read),
            )
        )
    return told


def _mark(words: Words, adds_up: bool) -> str:
    return words("data.adds_up" if adds_up else "import.does_not_add_up")


def _amount(words: Words, file: ImportedFile, value: Decimal | None) -> str:
    return words.number(value, 2) if file.table == "usage" else words.money(value, 2)
