"""Files as plants export them, one trouble each: what is taken, what is refused and why, and what is said."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from analysis import intake
from analysis.errors import DealfitError
from analysis.journal import settings

from .conftest import read
from .corpus import (
    amounts,
    asked,
    currencies_beside,
    dates,
    discounts,
    documents,
    grouped,
    grouped_rows,
    headers,
    long_dates,
    midnight,
    names,
    neighbours,
    per_piece,
    profits,
    programs,
    returns,
    sheets,
    spellings,
    tables,
    times,
    totals,
    units,
    unseen,
    vat,
    words,
)
from .corpus.case import Case

MODULES = (
    discounts,
    profits,
    programs,
    returns,
    amounts,
    currencies_beside,
    asked,
    dates,
    documents,
    grouped,
    grouped_rows,
    headers,
    long_dates,
    midnight,
    names,
    neighbours,
    per_piece,
    sheets,
    spellings,
    tables,
    times,
    totals,
    units,
    unseen,
    vat,
    words,
)
CASES = {name: case for module in MODULES for name, case in module.CASES.items()}


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


@pytest.mark.parametrize("name", CASES)
def test_a_file_as_plants_export_them(name: str, tmp_path: Path) -> None:
    case: Case = CASES[name]
    path = case.write(tmp_path)
    mapping = intake.FileMapping()
    if case.mapping:
        (tmp_path / "mapping.toml").write_text(case.mapping, "utf-8")
        mapping = intake.load_mapping(tmp_path / "mapping.toml")
    money = settings.read(tomllib.loads(case.settings)).money
    taken: list[str] = []
    refused: dict[int, str] = {}
    notices: list[str] = []
    troubles: list[str] = []
    for part in intake.parts(path, None, mapping):
        accepted, rejected = tmp_path / "accepted.parquet", tmp_path / "rejected.parquet"
        rejected.unlink(missing_ok=True)
        try:
            report = intake.take_in(
                path,
                import_id="i",
                accepted=accepted,
                rejected=rejected,
                mapping=mapping,
                part=part,
                money=money,
            )
        except DealfitError as trouble:
            troubles.append(trouble.code)
            continue
        taken += [" ".join(_shown(row[c]) for c in case.columns) for row in read(accepted)]
        refused |= (
            {row["row_number"]: row["reason"] for row in read(rejected)}
            if rejected.exists()
            else {}
        )
        notices += [notice.code for notice in report.warnings]
        assert report.rows_read == report.rows_accepted + report.rows_rejected
        assert case.said.items() <= report.formats.items()
    said = {
        "repeated_sheet": "sheets_repeat",
        "hidden_sheet": "hidden_sheets",
        "planned_sheet": "planned_sheets",
    }
    notices += [said[code] for code in troubles if code in said]
    assert [code for code in troubles if code not in said] == ([case.error] if case.error else [])
    assert (taken, refused) == ([*case.taken], {**case.refused})
    assert sorted(set(notices)) == sorted(case.notices)


def test_what_a_mapping_may_say_is_documented() -> None:
    readme = (Path(__file__).parents[2] / "data" / "README.md").read_text("utf-8")
    assert [key for key in intake.FORMAT_KEYS if f"{key} = " not in readme] == []


def test_the_corpus_is_no_smaller_than_it_was() -> None:
    assert len(CASES) >= 60
