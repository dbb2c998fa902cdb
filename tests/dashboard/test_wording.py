"""Two languages, the same keys and placeholders; numbers and plurals as each writes them."""

from __future__ import annotations

import math

import babel.numbers
import pytest

from analysis import METRICS
from analysis.language import TEXTS, is_unknown, plain, words
from analysis.reader.gaps import GAPS
from analysis.stores import pipeline

RU, EN = words("ru"), words("en")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_metric_and_missing_input_has_words(lang: str) -> None:
    wanted = {f"metric.{m.name}" for m in METRICS} | {f"metric.{m.name}.help" for m in METRICS}
    wanted |= {f"missing.{code}{end}" for code in GAPS for end in ("", ".adds")}
    wanted |= {f"{check.folder.removesuffix('s')}.{check.table}" for check in pipeline.checks()}
    assert wanted - set(TEXTS[lang]) == set()


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день")]
)
def test_russian_plurals(n: int, said: str) -> None:
    assert RU.days(n) == said


def test_numbers_as_each_language_writes_them() -> None:
    assert RU.money(-1234567.8) == "−1\u00a0234\u00a0568\u00a0₽"
    assert EN.money(-1234567.8) == "−₽1,234,568"
    assert RU.short_money(117_176_789.97) == "117,2\u00a0млн\u00a0₽"
    assert (
        words("en", "USD").short_money(35_446) == "US$35.4K"
        or words("en", "USD").short_money(35_446) == "$35.4K"
    )
    assert RU.share(-0.0988) == "−9,9\u00a0%"
    assert RU.number(-0.001) == "0"


@pytest.mark.parametrize("value", [None, float("nan"), math.nan])
def test_unknown_is_never_a_number(value: float | None) -> None:
    assert is_unknown(value)
    assert {RU.money(value), RU.share(value), RU.hours(value), RU.date(value)} == {"нет данных"}
    assert EN.value(value, "money per hour") == "no data"


def test_plain_escapes_markdown() -> None:
    assert plain("*a* [x] $z$ :red[q]") == r"\*a\* \[x\] \$z\$ \:red\[q\]"
    assert plain("http://y").replace("\u2060", "") == r"http\://y"


@pytest.mark.parametrize("value", [0, -0.4, 0.5, 999, 1000, -1234.5, 1234567.891, 1e15])
@pytest.mark.parametrize("digits", [0, 2])
def test_numbers_are_written_as_babel_writes_them(value: float, digits: int) -> None:
    for lang, locale in (("ru", "ru_RU"), ("en", "en_US")):
        shown = words(lang).number(value, digits).replace("−", "-")
        shape = "#,##0.00" if digits else "#,##0"
        assert shown == babel.numbers.format_decimal(
            round(value, digits) + 0.0, format=shape, locale=locale
        )


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_setting_s_name_leaves_its_percent_to_the_form(lang: str) -> None:
    """The form writes the unit behind the name of a share: in both it stood twice."""
    assert [
        key
        for key, text in TEXTS[lang].items()
        if key.startswith("setting.") and text.endswith(", %")
    ] == []
