"""What became of every row of the files and of their money: one rule for the page of loading, the page of data and the command.

Totals, headers once more and numbers of columns are no data: they are counted apart, and their money isn't money read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from analysis.delivery.manifest import ImportedFile

KOPECK = Decimal("0.005")


@dataclass(frozen=True)
class Account:
    """Rows: read = accepted + refused + aside + totals, each of them 0 or more; unknown: those of the refused whose amount can't be read.

    aside: rows of usage that the build does not charge. Money of the table (see contract.Table.money): read = accepted + refused, totals
    apart; None for a table without. Refused is what is known of it: beside `unknown` rows there is more, nobody knows how much.
    """

    files: int
    read: int
    accepted: int
    refused: int
    aside: int
    totals: int
    unknown: int
    money_read: Decimal | None
    money_accepted: Decimal | None
    money_refused: Decimal | None

    @property
    def rows_add_up(self) -> bool:
        parts = (self.accepted, self.refused, self.aside, self.totals)
        return min(parts) >= 0 and self.read == sum(parts) and 0 <= self.unknown <= self.refused

    @property
    def money_adds_up(self) -> bool:
        if self.money_read is None or self.money_accepted is None or self.money_refused is None:
            return True
        return abs(self.money_read - self.money_accepted - self.money_refused) < KOPECK

    @property
    def adds_up(self) -> bool:
        return self.rows_add_up and self.money_adds_up

    @property
    def is_refused_money_unknown(self) -> bool:
        """Whether rows are refused and nothing is known of their money."""
        return not self.money_refused and 0 < self.unknown == self.refused + self.aside

    def __add__(self, other: Account) -> Account:
        rows = (
            getattr(self, name) + getattr(other, name)
            for name in ("files", "read", "accepted", "refused", "aside", "totals", "unknown")
        )
        money = (
            _sum(getattr(self, name), getattr(other, name))
            for name in ("money_read", "money_accepted", "money_refused")
        )
        return Account(*rows, *money)


NOTHING = Account(0, 0, 0, 0, 0, 0, 0, None, None, None)


def of_file(file: ImportedFile, aside: int = 0) -> Account:
    """aside: of the rows that count as rejected there, those that the build set aside."""
    money = (file.money(f"revenue_{name}") for name in ("read", "accepted", "rejected", "not_data"))
    return of_counts(
        (
            file.rows_read,
            file.rows_accepted,
            file.rows_rejected,
            aside,
            file.rows_not_data,
            file.rows_without_amount,
        ),
        *money,
    )


def of_counts(
    rows: tuple[int, int, int, int, int, int],
    money_read: Decimal | None,
    money_accepted: Decimal | None,
    money_rejected: Decimal | None,
    money_not_data: Decimal | None,
) -> Account:
    """rows: read, accepted, rejected in all, and of these: set aside, no data, without a readable amount.

    money_rejected: of all rejected rows, money_not_data: of those among them that are no data.
    """
    read, accepted, rejected, aside, totals, unknown = rows
    bare = money_not_data or Decimal(0)
    less = (None if m is None else m - bare for m in (money_read, money_rejected))
    read_, refused_ = less
    return Account(
        1,
        read,
        accepted,
        rejected - aside - totals,
        aside,
        totals,
        unknown,
        read_,
        money_accepted,
        refused_,
    )


def total(accounts: Iterable[Account]) -> Account:
    return sum(accounts, NOTHING)


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else one + other
