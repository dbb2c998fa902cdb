"""One vocabulary of units of time: however a unit is written, minutes are minutes, in headers, cells, pools and equations."""

from __future__ import annotations

import duckdb
import pytest

from analysis.dictionary import time_units
from analysis.intake.columns.header_words.headers import match
from analysis.intake.columns.header_words.spelling import plain, time_unit
from analysis.intake.contract import TABLES

WRITTEN = {
    "s": "с|сек|сек.|секунды|sec|seconds|S",
    "min": "мин|мин.|Минуты|в минутах|min|Mins|minutes|чел.-мин|чел.-мин.|чел-мин|чел·мин|чел. мин|чел/мин|человеко-минуты"
    "|нормо-мин|н/мин|н-мин|нормоминут|man-minutes|person minutes|маш.-мин|машино-минуты|machine minutes|мин. простоя|мин/шт",
    "h": "ч|ч.|час|Часы|часов|в часах|h|hr|hrs.|Hours|hour(s)|чел.-ч|чел-ч|чел.ч.|чел·ч|чел*час|чел. х час|чел/ч|человеко-часы"
    "|человеко-час|человекочасы|ч/ч|ч-ч|чч|ч/час|н/ч|н-ч|н.ч.|н.-ч.|нч|нормо-ч|нормо-часы|нормочасов|норма часов|трудочас|раб. час"
    "|man-hours|manhours|MHRS|person-hours|labour hours|staff hours|std hours|engineer hours|маш.-ч|маш-ч|машино-часы|станко-час"
    "|ст.-ч|моточасы|machine hours|mould hours|руб./час|₽/ч|чел.-ч/мес|час в месяц|hours per month|чeл.-ч",
    "d": "д|дн|дн.|день|дней|days|d|чел.-дн|чел·дн|чел-дни|чел. дней|человеко-день|человекодни|man-days|man day|mandays"
    "|person-days|раб. дн.|рабочих дней|чд",
}
SPELLED = [(code, text) for code, texts in WRITTEN.items() for text in texts.split("|")]
NONE = (
    "шт|кг|м|м/ч|шт/ч|шт/час|pcs per hour|"
    "кВт·ч|кВт·час|kWh|Гкал/ч|смена|чел.-мес|чел|н|части|часть|запуски|операция|тыс. чел.-ч|1000 ч|ч:мин"
    "|цех д|участок с|сегодня|runs||/|ч" + "ч" * 80
)


@pytest.mark.parametrize(("code", "text"), SPELLED)
def test_a_unit_of_time_is_known_however_it_is_written(code: str, text: str) -> None:
    assert time_units.code(text) == code
    assert time_units.code(f"  {text.upper()} ") == code


@pytest.mark.parametrize("text", NONE.split("|"))
def test_what_measures_no_time_is_no_unit_of_time(text: str) -> None:
    assert time_units.code(text) == ""


@pytest.mark.parametrize(
    ("text", "of_people"),
    [
        *[(text, True) for text in ("ч", "мин", "чел.-мин", "н/ч", "ч/ч", "чел·дн", "man-days")],
        *[
            (text, True)
            for text in ("hours of work", "staff hours", "std hours", "стандартные часы")
        ],
        *[(text, False) for text in ("маш.-ч", "маш.-мин", "станкочас", "machine minutes")],
        *[(text, False) for text in ("mould hours", "печных часов", "часы станка", "бригадо-час")],
    ],
)
def test_the_time_of_machines_is_nobodys(text: str, of_people: bool) -> None:
    found = time_units.read(text)
    assert found is not None
    assert found.of_people == of_people


def test_queries_read_units_as_python_does() -> None:
    """The pattern for cells agrees with the reading, but for «mould hours», whose time nobody converts inside a cell."""
    texts = [
        t for _, t in SPELLED if t not in ("mould hours", "руб./час", "₽/ч", "чeл.-ч", "чел. х час")
    ]
    texts += [t for t in NONE.split("|") if t and t != "ч:мин"]
    con = duckdb.connect()
    for unit in time_units.UNITS:
        asked = "select list(regexp_matches(lower(t), $1)) from unnest($2) as u(t)"
        [found] = con.execute(asked, [time_units.pattern(unit.code), texts]).fetchone() or ([],)
        differ = [
            t
            for t, is_it in zip(texts, found, strict=True)
            if is_it != (time_units.code(t) == unit.code)
        ]
        assert not differ, unit.code


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        *[(f"Трудоёмкость, {text}", "min") for text in ("чел.-мин", "мин.", "н-мин", "чел·мин")],
        *[(f"Трудозатраты ({text})", "h") for text in ("н/ч", "ч/ч", "чел.-ч", "man-hours")],
        *[(f"Затраты времени, {text}", "d") for text in ("чел·дн", "чел.-дн.", "man-days")],
        ("Время, сек", "s"),
        ("Трудозатраты чел мин", "min"),
        ("Трудозатраты чел дн", "d"),
    ],
)
def test_a_header_names_the_unit_by_the_same_words(header: str, unit: str) -> None:
    assert time_unit(header) == unit


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        *[
            (header, "min")
            for header in ("Человеко-минуты", "Нормо-минуты", "Станко-мин", "man-minutes")
        ],
        *[(header, "d") for header in ("Человеко-дни", "man-days", "person-days")],
        *[(header, "h") for header in ("MHRS", "Effort, person-hours")],
        ("Продолжительность, мин.", "min"),
    ],
)
def test_a_unit_with_its_worker_is_the_header_of_a_log(header: str, unit: str) -> None:
    assert dict(match([header], TABLES["usage"]).columns) == {"quantity": 0}
    assert time_unit(header) == unit


@pytest.mark.parametrize("header", ["Рабочих дней", "Норма дней", "Дни", "Человек", "Машина"])
def test_days_of_a_calendar_are_no_work(header: str) -> None:
    assert "quantity" not in dict(match([header], TABLES["usage"]).columns)


def test_a_format_of_the_clock_is_no_unit() -> None:
    assert plain("Время, чч:мм").unit == ""
