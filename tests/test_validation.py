"""What a person writes into settings, portrait or mapping: every value is judged by its record, and the sentence says key and mend."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis import validation
from analysis.errors import BadMapping, BadSettings
from analysis.intake import load_mapping
from analysis.journal import portrait, settings
from analysis.stores import decided
from dashboard.method import setting_fields

FIELDS = [
    (section, name, kind)
    for section, record in settings.SECTIONS.items()
    for name, kind in validation.kinds_of(record).items()
]
NUMBERS = [each for each in FIELDS if validation.plain_type(each[2]) in (int, float)]


def refusal(raw: dict[str, Any]) -> BadSettings:
    with pytest.raises(BadSettings) as refused:
        settings.read(raw)
    return refused.value


@pytest.mark.parametrize(
    ("section", "name", "kind"), NUMBERS, ids=lambda e: e if type(e) is str else ""
)
def test_a_number_of_the_settings_has_bounds_and_a_unit(section: str, name: str, kind: Any) -> None:
    limits = validation.limits_of(kind)
    assert limits is not None
    assert limits.ge is not None
    assert limits.le is not None
    assert validation.unit_of(kind)
    beyond = (limits.ge - 1, limits.le * 2 + 1)
    for value in (math.nan, math.inf, -math.inf, True, "1", [1], {"a": 1}, 10**400, *beyond):
        found = refusal({section: {name: value}})
        assert found.details["key"] == f"{section}.{name}"
        assert str(found.details["mend"]).startswith("write a number")
    if validation.plain_type(kind) is int:
        assert (
            str(refusal({section: {name: limits.ge + 0.5}}).details["mend"])
            == "write a whole number"
        )


def test_an_unknown_key_is_refused_with_the_near_one() -> None:
    assert "did you mean 'true_margin'" in str(refusal({"targets": {"true_margn": 1}}))
    assert "unknown key 'drawn_from'" in str(refusal({"drawn_from": "x"}))


def test_a_text_is_no_day_and_a_time_is_none() -> None:
    for since in ("2025-01-01", 20250101):
        raw = {"exchange_rate": [{"currency": "USD", "since": since, "rate": 90}]}
        assert "exchange_rate[1].since" in str(refusal(raw))


def test_a_number_that_a_fit_or_a_table_made_is_taken() -> None:
    fitted = np.float64(0.25)
    assert settings.read({"targets": {"true_margin": fitted}}).targets.true_margin == 0.25
    assert settings.read({"decisions": {"few_orders": np.float64(4)}}).decisions.few_orders == 4
    drawn = portrait.read({"criterion": [{"field": "a", "min": fitted, "weight": np.float64(2)}]})
    assert (drawn.criterion[0].min, type(drawn.criterion[0].min)) == (0.25, float)


def test_what_was_an_exception_is_a_sentence(tmp_path: Path) -> None:
    """A limit beyond every float, a mapping whose table is a list."""
    with pytest.raises(BadSettings, match=r"criterion\[1\].min"):
        portrait.read({"criterion": [{"field": "a", "min": 10**400}]})
    path = tmp_path / "mapping.toml"
    path.write_text("table = [1]", "utf-8")
    with pytest.raises(BadMapping, match="unknown table"):
        load_mapping(path)


def test_the_table_of_settings_and_the_form_follow_from_the_records() -> None:
    [table] = [t for t in decided.tables(settings.Settings(), {}) if t.name == "settings"]
    assert table.columns["few_orders"] == "integer"
    assert table.columns["overhead_basis"] == table.columns["currency"] == "varchar"
    assert table.columns["target_margin"] == "double"
    assert list(settings.Settings().row()) == list(table.columns)
    kinds = {f.key: f.kind for f in setting_fields.fields_of(settings.Settings())}
    assert kinds["currency"] == kinds["letter.company"] == "text"
    assert kinds["book_overhead.basis"] == "choice"
    assert kinds["custom.lot_codes"] == "whole"
    assert kinds["decisions.worth_asking"] == kinds["credit.cost_of_capital"] == "share"
    assert kinds["custom.few_pieces"] == kinds["files.seconds"] == "number"
    assert sum(kind == "share" for kind in kinds.values()) == 28
    assert kinds["leads.days_off"] == kinds["leads.budget_seasons"] == "list"
