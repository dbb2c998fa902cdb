"""data/README.md documents settings.toml by an example that is read and compared."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from analysis.errors import BadSettings
from analysis.intake.currency import ExchangeRate
from analysis.journal import settings

README = Path(__file__).parent.parent / "data" / "README.md"


def test_every_setting_is_documented_with_its_default() -> None:
    """The example in data/README.md is a valid settings.toml that names every key; where a default exists, it is that."""
    text = README.read_text("utf-8")
    example = tomllib.loads("currency" + text.split("```toml\ncurrency")[1].split("```")[0])
    read, default = settings.read(example), settings.Settings()
    for section in (
        "credit",
        "targets",
        "custom",
        "time",
        "files",
        "store",
        "decisions",
        "deals",
        "leads",
        "likeness",
        "evidence",
    ):
        assert set(example[section]) == {
            f.name for f in dataclasses.fields(getattr(default, section))
        }
        for key in example[section]:
            value, usual = (getattr(getattr(s, section), key) for s in (read, default))
            assert value == usual or usual is None, f"{section}.{key}"
    assert set(example) == {f.name for f in dataclasses.fields(settings.Settings)} - {
        "drawn_from"
    }  # no setting
    assert set(example["time_equation"][0]) == {
        f.name for f in dataclasses.fields(settings.TimeEquation)
    }
    assert set(example["exchange_rate"][0]) == {f.name for f in dataclasses.fields(ExchangeRate)}
    assert read.exchange_rate == (ExchangeRate("USD", dt.date(2025, 1, 1), Decimal("92.5")),)
    assert read.time_equation[0].terms == (("lines", 3), ("is_new_client", 15), ("is_rush", 10))
    listed = text.split("Features of a time equation:")[1].split("Where a feature")[0]
    assert all(f"`{feature}`" in listed for feature in settings.FEATURES)


def test_two_rates_of_a_currency_from_one_day_are_refused() -> None:
    text = '[[exchange_rate]]\ncurrency = "USD"\nsince = 2025-01-01\nrate = 90\n'
    assert len(settings.read(tomllib.loads(text + text)).exchange_rate) == 2
    with pytest.raises(
        BadSettings, match=r"exchange_rate\[2\].rate = 91: keep one rate of USD from 2025-01-01 on"
    ):
        settings.read(tomllib.loads(text + text.replace("90", "91")))
