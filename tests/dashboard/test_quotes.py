"""The page of quotes: how they ended, the curve with its bounds, what is said where none can be drawn, the empty state."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis
from analysis.language import TEXTS
from tests.test_win_curve import TABLE

ORDERS = "order_id;client_name;order_date;revenue\n1;А;2025-02-01;900\n"
# The published win table as a plant's own list: markups in per cent; two beside it that were never decided.
QUOTES = (
    "№ КП;Дата КП;Клиент;Сумма КП;Наценка, %;Вид исполнения;Результат;Причина отказа\n"
    + "".join(
        f"{m}-{n};05.02.2025;А;{100 + m};{m};спецзаказ;{'выиграно' if n < won else 'проиграно'};{'' if n < won else 'цена'}\n"
        for m, (offers, won) in TABLE.items()
        for n in range(offers)
    )
)
QUOTES += (
    "x-1;05.02.2025;Б;100;50;спецзаказ;нет решения;\nx-2;06.03.2025;Б;100;50;спецзаказ;в работе;\n"
)
QUOTES += "s-1;06.02.2025;Б;100;50;серийное;выиграно;\n"


@pytest.fixture
def root(built: Callable[[Hashable, Callable[[Path], object]], Path], tmp_path: Path) -> Path:
    def made(root: Path) -> None:
        for name, text in (("order_lines.csv", ORDERS), ("КП.csv", QUOTES)):
            (tmp_path / name).write_text(text, "utf-8")
        analysis.import_paths(root, [tmp_path / "order_lines.csv", tmp_path / "КП.csv"])

    return built(QUOTES, made)


def spaced(texts: Any) -> str:
    return " ".join(texts).replace("\u00a0", " ")


def table(shown: Any, column: str) -> pd.DataFrame:
    return next(d.value for d in shown.app.dataframe if column in d.value)


def test_how_quotes_ended_and_what_markup_brings_most(
    screen: Callable[..., Any], root: Path
) -> None:
    shown = screen(root, "quotes")
    said = spaced(shown.texts)
    assert (
        "131 КП: выиграно 52, проиграно 77, решения нет по 1, в работе 1, результат неизвестен у 0."
        in said
    )
    assert "Выигрывается 39,8 % из 128 решённых КП этого вида" in said
    assert "Больше всего приносит наценка 51,2 % (с вероятностью 90 % — от 4" in said
    assert "какая ступень приносит больше всего, по этим данным сказать нельзя" in said
    assert "Чаще всего называют причину «цена»: 77 из 77 проигранных." in said
    ends = table(shown, "quote_result")
    assert ends[["quote_result", "offers"]].values.tolist()[:3] == [
        ["выиграно", 52],
        ["проиграно", 77],
        ["решения нет", 1],
    ]
    cells = table(shown, "markup_from")
    assert (cells["offers"].sum(), cells["won"].sum()) == (128, 51)


def test_where_no_curve_can_be_drawn_the_page_says_why(
    screen: Callable[..., Any], root: Path
) -> None:
    said = spaced(screen(root, "quotes", of="serial").texts)
    assert "Кривой нет: среди решённых КП этого вида нет проигранных." in said
    assert "Больше всего приносит" not in said


def test_the_slice_counts_by_the_day_of_the_quote(screen: Callable[..., Any], root: Path) -> None:
    said = spaced(screen(root, "quotes", since="2025-03-01").texts)
    assert "1 КП: выиграно 0, проиграно 0, решения нет по 0, в работе 1" in said
    none = spaced(screen(root, "quotes", since="2025-04-01").texts)
    assert "В отборе нет ни одного коммерческого предложения." in none


def test_without_quotes_the_page_says_what_to_import(
    screen: Callable[..., Any], tiny_root: Path
) -> None:
    shown = screen(tiny_root, "quotes")
    assert any("Коммерческих предложений пока нет" in m.value for m in shown.app.markdown)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_template_is_read_as_it_stands(tmp_path: Path, lang: str) -> None:
    path = tmp_path / TEXTS[lang]["quotes.template.file"]
    path.write_bytes(TEXTS[lang]["quotes.template"].encode("utf-8-sig"))
    report = analysis.intake.take_in(
        path, import_id="i", accepted=tmp_path / "a.parquet", rejected=tmp_path / "r.parquet"
    )
    assert (report.table, report.rows_accepted, report.rows_rejected) == ("quotes", 2, 0)
    assert (report.unused, report.warnings) == ((), ())
