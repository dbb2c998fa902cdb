"""Questions beside a dropped file: asked, answered by a click, followed by the preview, remembered, asked again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dashboard.test_data_page import Sent
from tests.dashboard.test_import_page import Page
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

TEXT = "order_id,client_name,order_date,revenue\n1,A,01/02/2025,5\n2,B,03/04/2025,7.50\n"
RUSSIAN = "Номер заказа;Контрагент;Дата;Выручка\n1;А;01/02/2025;5\n2;А;03/04/2025;8,25\n"


@pytest.fixture
def open_page(
    screen: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Page]:
    return lambda root, **address: Page(screen, monkeypatch, root, **address)


def first_days(page: Page) -> list[str]:
    """Of the preview; above it the file's beginning may stand as it is."""
    return next(list(d.value["order_date"]) for d in page.app.dataframe if "order_date" in d.value)


def test_a_question_is_answered_remembered_and_asked_again(
    open_page: Callable[..., Page], tmp_path: Path, bare_root: Path
) -> None:
    page = open_page(bare_root).drop(Sent("a.csv", TEXT))
    assert (
        "a.csv: по столбцу «order_date» нельзя понять, что раньше, день или месяц (01/02/2025)"
        in page.said
    )
    assert "От ответа зависит: Выручка — 12,50 ₽." in page.said
    assert "читается так: таблицу не загружать" in page.said
    assert page.app.button(key="import.take").disabled
    [radio] = page.app.radio
    assert list(radio.options) == [
        "таблицу не загружать",
        "сначала день: 01/02 — 1 февраля",
        "сначала месяц: 01/02 — 2 января",
    ]
    radio.set_value("mdy").run()
    assert not page.app.radio
    assert "Ответ: сначала месяц: 01/02 — 2 января." in page.said
    assert first_days(page) == ["02.01.2025", "04.03.2025"]
    page.press("Спросить снова")
    page.app.radio[0].set_value("dmy").run()
    assert first_days(page) == ["01.02.2025", "03.04.2025"]
    page.press("Сначала проверить")
    assert "Выручка: прочитано 12,50 ₽ = принято 12,50 ₽" in page.said
    page.press("Загрузить")
    page.drop(Sent("b.csv", TEXT.replace("2025", "2026")))
    assert "Запомненный ответ: сначала день: 01/02 — 1 февраля." in page.said
    page.press("Спросить снова")
    assert len(page.app.radio) == 1


def test_the_safe_reading_goes_in_and_is_noticed(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root, lang="en").drop(Sent("a.csv", RUSSIAN))
    assert (
        "Until somebody answers, it is read so: the day comes first: 01/02 is 1 February."
        in page.said
    )
    assert "What depends on it: Revenue, ₽13.25." in page.said
    assert not page.app.button(key="import.take").disabled


UNKNOWN = (
    "Номер заказа;Контрагент;Дата;Выручка;Вознаграждение рабочим;Часов по наряду\n"
    "1;А;13.02.2025;5000;100;20\n2;Б;14.02.2025;7000;50;4\n"
)


def test_an_unrecognised_column_is_told_in_amber_and_taken_by_its_list(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root).drop(Sent("a.csv", UNKNOWN))
    amber = "\n".join(w.value for w in page.app.warning).replace("\\", "")
    assert (
        "Столбец «Вознаграждение рабочим» (100 · 50) не узнан и не используется. Похоже, это «Оплата труда»: "
        "с ним станут полнее прямые затраты и рентабельность." in amber
    )
    assert (
        "Столбец «Часов по наряду» (20 · 4) не узнан и не используется. Похоже, это часы" in amber
    )
    next(t for t in page.app.toggle if t.label == "Исправить, что узнано").set_value(True).run()
    [before] = [t.label for t in page.app.toggle if t.label.startswith("Показать ещё")]
    page.press("Сначала проверить")
    assert page.said.count("Столбец «Вознаграждение рабочим» (100 · 50) не узнан") == 2, (
        "in the trial too"
    )
    page.choose("Взять «Вознаграждение рабочим» как", "labour_cost")
    assert "не узнан и не используется. Похоже, это «Оплата труда»" not in page.said
    [after] = [t.label for t in page.app.toggle if t.label.startswith("Показать ещё")]
    assert before == after, "it never was a column that the file lacks"
    preview = next(d.value for d in page.app.dataframe if "labour_cost" in d.value)
    assert preview["labour_cost"].tolist() == ["100,00", "50,00"]


def test_a_column_of_which_nobody_knows_what_it_is_has_its_list_too(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    rows = "\n".join(f"{n};Альфа;1{n}.02.2025;1000;{n}0;2{n}.02.2025" for n in range(1, 4))
    page = open_page(bare_root).drop(
        Sent(
            "a.csv", f"Номер заказа;Контрагент;Дата заказа;Выручка;Показатель Х;Отметка У\n{rows}\n"
        )
    )
    assert (
        "Столбец «Показатель Х» (10 · 20 · 30) не узнан и не используется. Если это затраты"
        in page.said
    )
    assert "Столбец «Отметка У» (21.02.2025 · 22.02.2025 · 23.02.2025) не узнан" in page.said
    page.choose("Взять «Показатель Х» как", "direct_cost").choose(
        "Взять «Отметка У» как", "paid_on"
    )
    assert "не узнан и не используется" not in page.said
