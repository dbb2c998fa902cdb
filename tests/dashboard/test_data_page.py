"""The page of data: the reconciliation on screen, refused rows, what is missing; names of files from outside."""

from __future__ import annotations

import io
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import analysis
from dashboard.data import uploads

SPOILT = """Номер заказа;Контрагент;Дата заказа;Выручка без НДС;Склад
1;Альфа;01.02.2025;1 000,50;A
2;"=HYPERLINK(""http://x"")";31.02.2025;2 000,00;A
3;Бета;03.02.2025;уточняется;B
"""
_ids = itertools.count()


class Sent(io.BytesIO):
    """A file as a browser sends it."""

    def __init__(self, name: str, content: str | bytes) -> None:
        super().__init__(content.encode() if isinstance(content, str) else content)
        self.name, self.file_id = name, f"sent-{next(_ids)}"


@pytest.fixture(scope="module")
def built_spoilt_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "zakazy.csv").write_text(SPOILT, "utf-8")
    analysis.import_paths(folder / "workspace", [folder / "zakazy.csv"])
    return folder / "workspace"


@pytest.fixture
def spoilt_root(built_spoilt_root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_spoilt_root, tmp_path / "workspace"))


def test_rows_and_money_read_are_accepted_and_refused(screen: Callable, spoilt_root: Path) -> None:
    shown = screen(spoilt_root, "data")
    assert "1 файл. Строк: прочитано 3 = принято 1 + отклонено 2 ✓ сходится" in shown.texts
    # the money of a row that holds no number is unknown
    assert (
        "Выручка в файлах заказов: прочитано 3 000,50 ₽ = принято 1 000,50 ₽ + "
        "отклонено 2 000,00 ₽ и ещё у 1 строки сумма неизвестна ✓ сходится" in shown.texts
    )
    assert "Всё принятое вошло в выручку всей истории: 1 000,50 ₽." in shown.texts
    files = shown.app.dataframe[0].value
    assert files[["rows_read", "rows_accepted", "rows_rejected", "rows_used"]].iloc[0].tolist() == [
        3,
        1,
        2,
        1,
    ]
    assert files["unused"].tolist() == ["Склад"]
    assert "разделитель «;»" in files["detected"].iloc[0]


def test_the_way_from_what_was_accepted_to_the_revenue(screen: Callable, tmp_path: Path) -> None:
    """Accepted 100 + 40 + 7, then 90 instead of the 100: 237 = 90 of revenue + 40 in progress + 7 cancelled + 100 replaced."""
    root, header = tmp_path / "workspace", "Номер заказа;Контрагент;Дата;Выручка;Статус\n"
    first = "1;А;10.01.2025;100;Выполнен\n2;А;11.01.2025;40;В работе\n3;Б;12.01.2025;7;Отменён\n"
    for name, lines in (
        ("a.csv", first),
        ("b.csv", first.replace(";100;", ";90;").split("2;А")[0]),
    ):
        (tmp_path / name).write_text(header + lines, "utf-8")
        analysis.import_paths(root, [tmp_path / name])
    assert (
        "Из принятого в выручку всей истории вошло 90,00 ₽. Не вошли: заказы в работе — 40,00 ₽, отменённые — 7,00 ₽ "
        "и строки, заменённые новой выгрузкой, — 100,00 ₽."
    ) in screen(root, "data").texts
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 90


def test_refused_rows_say_where_and_why_in_russian(screen: Callable, spoilt_root: Path) -> None:
    rows = screen(spoilt_root, "data").app.dataframe[1].value
    assert rows["row_number"].tolist() == [3, 4]
    assert rows["column"].tolist() == ["Дата заказа", "Выручка без НДС"]
    assert rows["value"].tolist() == ["31.02.2025", "уточняется"]
    assert rows["reason"].tolist() == ["такого дня в календаре нет", "не число"]
    assert "Контрагент: Бета" in rows["raw"].iloc[1]


ODD = {  # usage: a row stands, a pool and an order are unknown; an equation names no pool; rent has no labour to be spread over
    "order_lines.csv": "order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,1000,400\n",
    "usage.csv": "order_id,pool,quantity\n1,design,1.25\n1,лаборатория,9.5\n77,design,0.000001\n78,design,2\n",
    "pools.csv": "pool,unit,cost,capacity,treatment,spread_basis\ndesign,h,1000,10,,\nrent,,90,,spread,labour_cost\n",
    "settings.toml": '[[time_equation]]\npool = "nope"\nbase = 5\n',
}


@pytest.fixture
def odd(tmp_path: Path) -> tuple[Path, analysis.ImportResult]:
    (tmp_path / "in").mkdir()
    for name, text in ODD.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    return tmp_path / "workspace", analysis.import_paths(tmp_path / "workspace", [tmp_path / "in"])


def test_rows_set_aside_are_among_the_refused(
    screen: Callable, odd: tuple[Path, analysis.ImportResult]
) -> None:
    shown = screen(odd[0], "data")
    assert "3 файла. Строк: прочитано 7 = принято 4 + отклонено 3 ✓ сходится" in shown.texts
    files = shown.app.dataframe[0].value.set_index("file")
    usage = files.loc[
        "usage.csv", ["rows_read", "rows_accepted", "rows_rejected", "rows_aside", "rows_used"]
    ]
    assert usage.tolist() == [4, 1, 3, 3, 1]
    control = files.loc["usage.csv", ["control_read", "control_accepted", "control_rejected"]]
    assert control.tolist() == pytest.approx([12.750001, 1.25, 11.500001])
    assert files.loc["pools.csv", "control_read"] == 1090
    refused = shown.app.dataframe[1].value
    assert refused["reason"].str.startswith("такого ").tolist() == [True] * 3


def test_what_an_upload_set_aside_and_what_is_odd_is_said_at_once(
    screen: Callable, odd: tuple[Path, analysis.ImportResult]
) -> None:
    for lang, warned, noticed in (
        (
            "ru",
            [
                "usage.csv: 2 строки отложены («77» и ещё 1) — такого заказа нет среди загруженных",
                "usage.csv: 1 строка отложена («лаборатория») — такого ресурса нет в списке ресурсов: добавьте его",
            ],
            [
                "Что заметили в данных:",
                "• Формула трудоёмкости называет ресурс, которого нет",
                "• База распределения ресурса за месяц равна нулю",
                "Все замечания и их строки — на странице «Данные → Проверки».",
            ],
        ),
        (
            "en",
            [
                "usage.csv: 2 rows set aside (“77” and 1 more): the order is not among the imported orders",
                "usage.csv: 1 row set aside (“лаборатория”): the pool is not among the pools",
            ],
            [
                "Noticed in the data:",
                "• A time equation names a resource that is not there",
                "• The base of a spread resource adds up to zero",
                "All notices and their rows are on the page “Data → Checks”.",
            ],
        ),
    ):
        shown = screen(odd[0], "import_files", lang=lang)
        shown.app.session_state["import.result"] = odd[1]
        shown.app.run()
        warnings = "\n".join(
            w.value.replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")
            for w in shown.app.warning
        )
        assert [said for said in warned if said not in warnings] == [], warnings
        told = next(t for t in shown.texts if t.startswith(noticed[0]))
        lines = told.split("\n")
        assert len(lines) == 4
        assert [line.startswith(said) for line, said in zip(lines, noticed, strict=True)] == [
            True
        ] * 4, told


def test_what_is_missing_says_what_it_would_add(screen: Callable, bare_root: Path) -> None:
    shown = screen(bare_root, "data")
    gaps = (
        next(d.value for d in shown.app.dataframe if "gap" in d.value)
        .set_index("gap")["adds"]
        .to_dict()
    )
    assert gaps["трудозатраты по заказам"] == "покажут реальную прибыль каждого заказа и клиента"
    assert "прямые затраты" in gaps


def test_a_notice_shows_its_rows_on_demand(screen: Callable, tiny_root: Path) -> None:
    assert not any("order_id" in d.value for d in screen(tiny_root, "data").app.dataframe)
    shown = screen(tiny_root, "data", check="an_order_has_no_hours")
    assert shown.app.dataframe[-1].value["order_id"].tolist() == ["006"]
    assert any("✓ Каждая строка заказа учтена ровно один раз." in s for s in shown.texts)


def test_a_client_list_alone_is_a_page_too(screen: Callable, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text("client_id,client_name,industry\n1,A,energy\n", "utf-8")
    analysis.import_paths(tmp_path / "workspace", [tmp_path / "clients.csv"])
    assert (
        "1 файл. Строк: прочитано 1 = принято 1 + отклонено 0 ✓ сходится"
        in screen(tmp_path / "workspace", "data").texts
    )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Заказы 2025.csv", "Заказы 2025.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\temp\\orders.XLSX", "orders.xlsx"),
        ("<script>alert(1)</script>.csv", "script_.csv"),
        ("..csv", "csv.csv"),
        ("???", "___.csv"),
        ("", "file.csv"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("orders", "orders.csv"),
        ("settings.toml", "settings.toml"),
        ("я" * 300 + ".csv", "я" * 80 + ".csv"),
    ],
)
def test_a_name_from_outside_becomes_a_bare_file_name(sent: str, kept: str) -> None:
    assert uploads.safe_name(sent) == kept
