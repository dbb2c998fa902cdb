"""The page of loading, in-process: what files are recognised as, corrections, the trial run, the import, undo."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import analysis
from analysis.actions import rows_to_mend
from analysis.delivery import importing_lock
from analysis.journal.settings import saved_mappings
from analysis.language import TEXTS
from dashboard.method import rate_editor
from tests.dashboard.test_data_page import SPOILT, Sent
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

ODD = """Отчёт по продажам;;;;
Док;Партнёр-покупатель;Когда отгрузили;Стоимость продажи;Склад
00012;Альфа;01.03.2025;1 200,50;А
00013;Бета;05.03.2025;3 000,00;А
00014;Гамма;31.02.2025;900,00;Б
"""
NEXT = (
    ODD.replace("00012", "00022")
    .replace("00013", "00023")
    .replace("00014", "00024")
    .replace(".03.2025", ".04.2025")
)
NAMED = {"Заказ": "Док", "Клиент": "Партнёр-покупатель", "Дата заказа": "Когда отгрузили"}


class Page:
    """The page with files dropped on it; AppTest has no uploader's browser side, so the files stand in its place."""

    def __init__(
        self,
        screen: Callable[..., Any],
        monkeypatch: pytest.MonkeyPatch,
        root: Path,
        **address: str,
    ) -> None:
        self.given: dict[str, list[Sent]] = {}
        monkeypatch.setattr("streamlit.file_uploader", lambda *a, key, **k: self.given.get(key, []))
        self.screen = screen(root, "import_files", **address)
        self.app = self.screen.app

    def drop(self, *files: Sent) -> Page:
        state = self.app.session_state
        turn = state.get("import.turn", 0)
        self.given = {f"upload.files.{turn}": list(files)}
        self.app.run()
        return self

    def choose(self, label: str, option: str) -> Page:
        next(s for s in self.app.selectbox if s.label == label).set_value(option).run()
        return self

    def press(self, label: str) -> Page:
        next(b for b in self.app.button if b.label == label).click().run()
        return self

    @property
    def said(self) -> str:
        parts = [
            *self.app.text,
            *self.app.markdown,
            *self.app.warning,
            *self.app.error,
            *self.app.success,
        ]
        return (
            "\n".join(p.value for p in parts)
            .replace("\\", "")
            .replace("\u2060", "")
            .replace("\u00a0", " ")
        )


@pytest.fixture
def open_page(screen: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Page]:
    return lambda root, **address: Page(screen, monkeypatch, root, **address)


def test_a_file_with_strange_headers_goes_the_whole_way(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root).drop(Sent("март.csv", ODD))
    assert (
        "✗ строки заказов: не хватает столбцов — «Заказ»; «Клиент» или «Код клиента»; «Дата заказа»"
        in page.said
    )
    assert page.app.button(key="import.take").disabled
    for label, header in NAMED.items():
        page.choose(label, header)
    tips = {text.proto.help for text in page.app.text}  # what the records say of the columns
    assert {"номер заказа", "день заказа; по нему считаются периоды"} <= tips
    assert "✓ Узнано: строки заказов, 4 столбца из 5; заголовки в строке 2." in page.said
    assert "Не используются: Склад." in page.said
    assert "Из первых 3 строк не читается 1:" in page.said
    assert "строка 5: «Когда отгрузили» = «31.02.2025» — такого дня в календаре нет" in page.said
    preview = page.app.dataframe[1].value
    assert preview["order_id"].tolist() == ["00012", "00013"]
    assert [v.replace("\u00a0", " ") for v in preview["revenue"]] == ["1 200,50", "3 000,00"]

    page.press("Сначала проверить")
    assert (
        "март.csv (строки заказов). Строк: прочитано 3 = принято 2 + отклонено 1 ✓ сходится"
        in page.said
    )
    assert (
        "Выручка: прочитано 5 100,50 ₽ = принято 4 200,50 ₽ + отклонено 900,00 ₽ ✓ сходится"
        in page.said
    )
    assert "Новых заказов: 2 на 4 200 ₽." in page.said
    with analysis.open_workspace(bare_root) as ws:
        assert ws.metric("revenue") == 1000  # a check takes nothing in

    page.app.text_input(key="import.who").set_value("Анна").run()
    page.press("Загрузить")
    assert "март.csv (строки заказов). Строк: прочитано 3 = принято 2 + отклонено 1." in page.said
    assert "Столбцы запомнены (март.csv): следующий такой же файл прочитается сам." in page.said
    with analysis.open_workspace(bare_root) as ws:
        assert ws.metric("revenue") == pytest.approx(5200.5)
    [kept] = saved_mappings.all(bare_root)
    assert (kept.who, kept.file, kept.mapping.columns["order_id"]) == ("Анна", "март.csv", "Док")

    page.drop(Sent("апрель.csv", NEXT))  # the month after: nothing to say
    assert "✓ Узнано: строки заказов, 4 столбца из 5; заголовки в строке 2." in page.said
    assert "Такой файл знаком: как его читать, указано вручную (Анна, " in page.said


def test_what_was_corrected_can_be_restored(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    text = "Номер заказа;Контрагент;Дата заказа;Выручка без НДС;Итого с наценкой\n1;Альфа;01.02.2025;10,50;99,00\n"
    page = open_page(bare_root).drop(Sent("a.csv", text))
    assert "4 столбца из 5" in page.said
    next(t for t in page.app.toggle if t.label == "Исправить, что узнано").set_value(True).run()
    page.choose("Выручка", "Итого с наценкой")
    assert page.app.dataframe[1].value["revenue"].tolist() == ["99,00"]
    page.press("Вернуть как узнано")
    assert page.app.dataframe[1].value["revenue"].tolist() == ["10,50"]


def test_a_header_that_is_taken_elsewhere_leaves_its_former_column(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    text = "Номер заказа;Контрагент;Дата заказа;Выручка без НДС;Сумма затрат\n1;Альфа;01.02.2025;10,50;4,00\n"
    page = open_page(bare_root).drop(Sent("a.csv", text))
    next(t for t in page.app.toggle if t.label == "Исправить, что узнано").set_value(True).run()
    page.choose("Выручка", "Сумма затрат")
    page.choose("Столбец файла", "Выручка без НДС").choose("взять как", "direct_cost")
    preview = page.app.dataframe[1].value
    assert (preview["revenue"].tolist(), preview["direct_cost"].tolist()) == (["4,00"], ["10,50"])


def test_an_import_is_undone_and_brought_back(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    (bare_root.parent / "more.csv").write_text(
        "order_id,client_name,order_date,revenue\n3,C,2025-03-10,50\n", "utf-8"
    )
    analysis.import_paths(bare_root, [bare_root.parent / "more.csv"], who="Olga")
    page = open_page(bare_root, lang="en")
    assert "Olga: more.csv" in page.said
    assert "New orders: 1, ₽50." in page.said
    page.press("Undo the import")
    assert "Say who makes the change" in page.said
    page.app.text_input(key="who-undo_import").set_value("Anna").run()
    page.press("Undo the import")
    assert "The import is undone: more.csv. The data are as before it." in page.said
    with analysis.open_workspace(bare_root) as ws:
        assert ws.metric("revenue") == 1000
    assert "Undone by Anna" in page.said
    page.app.text_input(key="who-redo_import").set_value("Anna").run()
    page.press("Bring the import back")
    with analysis.open_workspace(bare_root) as ws:
        assert ws.metric("revenue") == 1050


def test_a_running_import_is_said_at_once(
    open_page: Callable[..., Page], bare_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(bare_root).drop(
        Sent("a.csv", "order_id,client_name,order_date,revenue\n3,C,2025-03-10,50\n")
    )
    with importing_lock.importer_lock(bare_root):
        page.press("Загрузить")
        assert "идёт" in page.app.error[0].value
    page.press("Загрузить")  # the files are still there
    assert "a.csv (строки заказов). Строк: прочитано 1 = принято 1 + отклонено 0." in page.said


def test_mended_rows_are_added_alone(open_page: Callable[..., Page], tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(
        "order_id,client_name,order_date,revenue\n1,A,2025-01-10,700\n2,B,?,300\n", "utf-8"
    )
    analysis.import_paths(tmp_path / "ws", [tmp_path / "orders.csv"])
    mended = rows_to_mend.to_csv(tmp_path / "ws").decode("utf-8-sig").replace("?", "2025-02-10")
    page = open_page(tmp_path / "ws").drop(Sent("отказы.csv", mended))
    assert (
        "Исправленные строки прежних загрузок: добавятся только те, что изменены и теперь читаются."
        in page.said
    )
    page.press("Загрузить")
    assert "orders.csv: исправленных строк принято 1; всё ещё не читается 0" in page.said
    with analysis.open_workspace(tmp_path / "ws") as ws:
        assert ws.metric("revenue") == 1000


def test_the_first_visitor_finds_the_way(
    screen: Callable[..., Any], demo: analysis.Workspace, tmp_path: Path
) -> None:
    shown = screen(demo.root.parent, "overview")
    assert any("вымышленный завод" in text for text in shown.texts)
    assert "до 512 МБ" in "\n".join(screen(demo.root.parent, "import_files").texts)


def test_hostile_names_and_cells_are_plain_text(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    text = '"<b>Док</b>";":red[x]";"$a$ [y](http://z)"\n"<script>1</script>";=1+1;`c`\n2;3;4\n'
    page = open_page(bare_root).drop(Sent("<img src=x>.csv", text))
    page.choose("Что в таблице", "order_lines")
    page.choose("Заказ", "<b>Док</b>").choose("Клиент", ":red[x]")
    assert "«Дата заказа»" in page.said
    assert [m.value for m in page.app.markdown if "<b>" in m.value or "$a$" in m.value] == []


def test_a_mapping_sent_along_is_used_and_kept(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    text = 'table = "order_lines"\n[columns]\norder_id = "A"\nclient_name = "B"\norder_date = "C"\nrevenue = "D"\n'
    page = open_page(bare_root).drop(
        Sent("мой порядок.toml", text), Sent("x.csv", "A,B,C,D\n7,K,2025-01-02,5\n")
    )
    assert "✓ Узнано: строки заказов, 4 столбца из 4" in page.said
    page.press("Загрузить")
    assert "x.csv (строки заказов). Строк: прочитано 1 = принято 1 + отклонено 0." in page.said
    assert saved_mappings.all(bare_root)[0].mapping.columns["revenue"] == "D"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty.csv пуст: выгрузите его заново."),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "внутри не таблица (картинка PNG)"),
        ("cut.xlsx", b"PK\x03\x04" + b"\x14\0" * 90, "cut.xlsx повреждён или скачан не до конца"),
        (
            "header.csv",
            "Номер заказа;Контрагент;Дата заказа;Выручка\n",
            "есть заголовки, но нет ни одной строки",
        ),
        ("few.csv", "Дата заказа;Клиент\n01.01.2025;А\n", "не хватает столбцов — «Заказ»"),
        ("odd.csv", "x;y\n1;2\n", "Заголовки незнакомы"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_with_its_mend(
    open_page: Callable[..., Page], bare_root: Path, name: str, content: str | bytes, said: str
) -> None:
    page = open_page(bare_root).drop(Sent(name, content))
    assert said in page.said
    assert page.app.button(key="import.take").disabled


def test_files_go_into_the_users_workspace_and_leave_nothing_behind(
    open_page: Callable[..., Page], bare_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temp").mkdir()
    page = open_page(bare_root)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    page.drop(Sent("a/zakazy.csv", SPOILT), Sent("b/zakazy.csv", "")).press("Загрузить")
    assert "zakazy.csv (строки заказов). Строк: прочитано 3 = принято 1 + отклонено 2." in page.said
    assert list((tmp_path / "temp").iterdir()) == []


def test_settings_that_cannot_be_refuse_the_whole_delivery(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root).drop(
        Sent("zakazy.csv", SPOILT), Sent("settings.toml", 'curency = "RUB"\n')
    )
    page.press("Загрузить")
    assert "curency" in page.said
    assert len(analysis.deliveries(bare_root)) == 1  # the one before


def test_a_sheet_can_be_left_out(open_page: Callable[..., Page], bare_root: Path) -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as sheets:
        for name, order in (("Январь", "11"), ("Февраль", "12")):
            sheet = sheets.add_worksheet(name)
            sheet.write_row(0, 0, ["Номер заказа", "Контрагент", "Дата заказа", "Выручка"])
            sheet.write_row(1, 0, [order, "Альфа", "01.02.2025", 100])
        sheets.add_worksheet("Заметки").write_row(0, 0, ["просто", "слова"])
    page = open_page(bare_root).drop(Sent("год.xlsx", book.getvalue()))
    assert "Листы без знакомых таблиц не войдут: Заметки." in page.said
    next(t for t in page.app.toggle if t.label == "Загрузить эту таблицу").set_value(False).run()
    assert "Не войдут, так как вы их сняли: Январь." in page.said
    page.press("Загрузить")
    assert "Не загружены, так как вы их сняли: Январь." in page.said
    assert (
        "год.xlsx · лист «Февраль» (строки заказов). Строк: прочитано 1 = принято 1 + отклонено 0."
        in page.said
    )
    with analysis.open_workspace(bare_root) as ws:
        assert ws.metric("revenue") == 1100


def test_what_the_file_does_not_say_is_said_by_a_click(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    text = "order_id,client_name,order_date,revenue\n7,K,02/03/2025,5\n8,K,04/05/2025,6\n"
    page = open_page(bare_root).drop(Sent("x.csv", text))
    assert "x.csv" in page.app.error[0].value.replace(
        "\\", ""
    )  # day or month first: nobody can tell
    assert "Укажите это ниже — и файл прочитается." in page.said
    page.choose("Даты", "DD/MM/YYYY")
    assert page.app.dataframe[1].value["order_date"].tolist() == ["02.03.2025", "04.05.2025"]


def test_another_currency_without_a_rate_is_said_before_the_import(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root).drop(
        Sent("x.csv", "order_id,client_name,order_date,revenue\n7,K,2025-01-02,5\n")
    )
    next(t for t in page.app.toggle if t.label == "Исправить, что узнано").set_value(True).run()
    page.choose("Валюта", "USD")
    assert "USD" in "\n".join(
        [*(e.value for e in page.app.error), *(w.value for w in page.app.warning)]
    )


def test_vanished_orders_are_counted_as_cancelled(
    open_page: Callable[..., Page], screen: Callable[..., Any], tmp_path: Path
) -> None:
    root, head = tmp_path / "ws", "order_id,client_name,order_date,revenue\n"
    rows = [f"{n},A,2025-01-{10 + n},{n}00\n" for n in (1, 2, 3, 4)]
    for name, kept in (("jan.csv", rows), ("jan2.csv", [rows[0], rows[3]])):
        (tmp_path / name).write_text(head + "".join(kept), "utf-8")
        analysis.import_paths(root, [tmp_path / name], table="order_lines")
    page = open_page(root, lang="en")
    assert (
        "Orders that the new export of the same days lacks: 2, ₽500. They still count." in page.said
    )
    orders = next(m for m in page.app.multiselect if m.label == "Orders")
    assert orders.options == ["3 · A · ₽300", "2 · A · ₽200"]
    orders.set_value(["2"]).run()
    page.app.text_input(key="who-cancel").set_value("Anna").run()
    page.press("Count as cancelled")
    assert page.app.error[0].value  # no reason was given
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 1000
    page.app.text_input(key="why-cancel").set_value("deleted in 1C").run()
    page.press("Count as cancelled")
    assert "Counted as cancelled: 1." in page.said
    assert "count as cancelled by your decision: 1, ₽200" in page.said
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 800
    page.app.checkbox(key="cancel.all").set_value(True).run()
    page.app.text_input(key="why-cancel").set_value("deleted in 1C").run()
    page.press("Count as cancelled")
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 500
    history = screen(root, "method", part="history", lang="en").app.dataframe[0].value
    assert history.iloc[:, [3, 5]].values.tolist() == [
        ["Orders counted as cancelled: 3", "cancelled"],
        ["Orders counted as cancelled: 2", "cancelled"],
    ]


def test_the_language_may_change_under_a_correction(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    sent = Sent("x.csv", "order_id,client_name,order_date,revenue\n7,K,02/03/2025,5\n")
    page = open_page(bare_root).drop(sent)
    page.choose("Даты", "DD/MM/YYYY").choose("Кодировка", "cp1251")
    for lang, title in (("en", "Dates"), ("ru", "Даты")):
        page.app.session_state["lang"] = lang
        page.app.run()
        assert next(s for s in page.app.selectbox if s.label == title).value == "DD/MM/YYYY"
    kept = page.app.session_state[f"import.correction.{sent.file_id.replace('-', '')}0"]
    assert kept.formats == {
        "date": "DD/MM/YYYY",
        "encoding": "cp1251",
    }  # no label of either language among them
    assert not page.app.error


def leave_and_return(page: Page) -> Page:
    """By way of another page: the uploader comes back empty."""
    page.app.switch_page("method/method.py").run()
    page.given = {}
    page.app.switch_page("data/import_files.py").run()
    return page


def test_dropped_files_and_their_corrections_outlive_a_visit_of_another_page(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    first = Sent("x.csv", "order_id,client_name,order_date,revenue\n7,K,02/03/2025,5\n")
    page = open_page(bare_root).drop(
        first, Sent("y.csv", "order_id,client_name,order_date,revenue\n8,K,2025-03-02,6\n")
    )
    page.choose("Даты", "DD/MM/YYYY")
    leave_and_return(page)
    assert page.app.dataframe[1].value["order_date"].tolist() == ["02.03.2025"]
    assert "Остались с прошлого раза: 2 файла с вашими правками." in page.said
    page.press("Убрать y\\.csv")
    assert "Остались с прошлого раза: 1 файл" in page.said
    page.press("Загрузить")
    assert "x.csv (строки заказов). Строк: прочитано 1 = принято 1 + отклонено 0." in page.said
    assert "Остались с прошлого раза" not in page.said
    with analysis.open_workspace(bare_root) as ws:
        assert ws.metric("revenue") == 1005


def test_a_file_taken_out_of_the_uploader_is_gone(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    files = [
        Sent(f"{n}.csv", f"order_id,client_name,order_date,revenue\n{n},K,2025-03-02,6\n")
        for n in (7, 8)
    ]
    page = open_page(bare_root).drop(*files)
    page.drop(files[1])
    assert ("7.csv" in page.said, "8.csv" in page.said) == (False, True)


def test_what_became_of_the_last_files_ends_where_others_are_dropped(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root).drop(
        Sent("x.csv", "order_id,client_name,order_date,revenue\n7,K,2025-03-02,5\n"),
        Sent("плохой.csv", ""),
    )
    page.press("Загрузить")
    assert "x.csv (строки заказов). Строк: прочитано 1 = принято 1 + отклонено 0." in page.said
    assert (
        "плохой.csv пуст: выгрузите его заново." in page.said
    )  # the one that could not go in is still there
    page.drop(Sent("y.csv", "order_id,client_name,order_date,revenue\n8,K,2025-03-02,6\n"))
    assert "Строк: прочитано 1 = принято 1" not in page.said


def test_one_value_holds_for_every_row(open_page: Callable[..., Page], bare_root: Path) -> None:
    page = open_page(bare_root).drop(Sent("x.csv", "order_id,client_name,revenue\n7,K,5\n8,L,6\n"))
    page.choose("Дата заказа", "\0same")
    assert page.app.button(key="import.take").disabled  # until the day is given
    page.app.date_input[-1].set_value(dt.date(2025, 3, 5)).run()
    assert page.app.dataframe[1].value["order_date"].tolist() == ["05.03.2025"] * 2
    page.choose("Суммы указаны", "thousand").choose("Ставка НДС", "5").press("Загрузить")
    [kept] = saved_mappings.all(bare_root)
    assert kept.mapping.constants == {"order_date": "2025-03-05"}
    assert (kept.mapping.format["scale"], kept.mapping.format["vat_rate"]) == ("thousand", "5")
    with analysis.open_workspace(bare_root) as ws:
        assert ws.metric("revenue") == pytest.approx(1000 + 11_000 / 1.05, abs=0.001)


def test_a_rate_that_is_missing_is_one_click_away(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root).drop(
        Sent("x.csv", 'order_id,client_name,order_date,"Revenue, USD"\n7,K,2025-01-02,5\n')
    )
    assert "Задайте курс USD на странице «Методика»" in page.said
    assert "Задать курс USD в «Методике»" in [link.label for link in page.app.get("page_link")]
    assert ".toml" not in page.app.error[0].value


def test_the_currency_that_a_file_asks_for_stands_in_the_table_of_rates(
    screen: Callable[..., Any], bare_root: Path
) -> None:
    frame = screen(bare_root, "method", part="settings", currency="USD")
    assert rate_editor.frame((), "USD")["currency"].tolist() == ["USD"]
    assert rate_editor.raw(rate_editor.frame((), "USD"), "USD") == []  # left for later
    assert any("Курс" in s.value for s in frame.app.subheader)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_screen_asks_for_no_file_of_its_own(lang: str) -> None:
    """What a list on the page says is not asked for in TOML."""
    told = {k: v for k, v in TEXTS[lang].items() if k.startswith(("error.", "warning.", "reason."))}
    command = (
        "error.mapping_",
        "error.header_row_missing",
        "error.attendance",
        "error.nothing_to_import",
    )
    told = {
        k: v for k, v in told.items() if not k.endswith(".command")
    }  # what the command says in the page's place
    assert [k for k, v in told.items() if "[format]" in v and not k.startswith(command)] == []
    assert [
        k
        for k, v in told.items()
        if "файле соответствия" in v or ("in a mapping" in v and not k.startswith(command))
    ] == []


TOTALLED = "Номер заказа;Контрагент;Дата заказа;Выручка без НДС\n7;К;02.03.2025;5,00\n8;К;05.03.2025;много\nИтого;;;5,00\n"


def test_a_totals_row_is_no_refused_money(open_page: Callable[..., Page], bare_root: Path) -> None:
    """Read = accepted + refused + totals; the money of the totals row is not read once more."""
    page = open_page(bare_root).drop(Sent("x.csv", TOTALLED))
    assert "Из первых 2 строк не читается 1:" in page.said
    assert (
        "Итоги и повторы заголовка — не данные, их программа пропускает: 1 строка в начале файла."
        in page.said
    )
    rows = "x.csv (строки заказов). Строк: прочитано 3 = принято 1 + отклонено 1 + итоги и повторы заголовка 1"
    money = "Выручка: прочитано 5,00 ₽ = принято 5,00 ₽ + отклонено сумма неизвестна (1 строка) ✓ сходится"
    for press in ("Сначала проверить", "Загрузить"):
        page.press(press)
        assert (rows in page.said, money in page.said) == (True, True)
    assert [r["reason"] for r in _rows_to_mend(bare_root)] == ["not a number"]
    data = page.screen.__class__("data", {})
    assert (
        "2 файла. Строк: прочитано 5 = принято 3 + отклонено 1 + итоги и повторы заголовка 1 ✓ сходится"
        in data.texts
    )


def _rows_to_mend(root: Path) -> list[dict[str, str]]:
    lines = rows_to_mend.to_csv(root).decode("utf-8-sig").splitlines()
    return [{"reason": line.rsplit(": ", 1)[-1].split(";")[0].strip('"')} for line in lines[1:]]


def test_what_the_build_will_set_aside_is_foretold(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    hours = "Заказ;Ресурс;Часы;Дата\n1;Конструкторы;5;10.01.2025\n99;Конструкторы;2;10.01.2025\n1;Цех;1;10.01.2025\n"
    pools = "Ресурс;Месяц;Ед. изм.;Затраты за месяц;Практическая мощность\nКонструкторы;01.01.2025;ч;1000;100\n"
    page = open_page(bare_root).drop(Sent("часы.csv", hours), Sent("ресурсы.csv", pools))
    page.press("Сначала проверить")
    assert "часы.csv: 1 строка будет отложена («99») — такого заказа нет" in page.said
    assert "часы.csv: 1 строка будет отложена («Цех») — такого ресурса нет" in page.said
    page.press("Загрузить")
    assert (
        "часы.csv (трудозатраты). Строк: прочитано 3 = принято 1 + отклонено 0 + отложено 2."
        in page.said
    )


def test_doubts_about_money_are_said_before_and_after(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    text = (
        'Номер заказа;Контрагент;Дата заказа;"Выручка с НДС 20%, тыс. руб."\n7;К;02.03.2025;1,200\n'
    )
    page = open_page(bare_root).drop(Sent("x.csv", text))
    for press in ("Загрузить", ""):
        assert "суммы с НДС: он вычитается (20 %)" in page.said
        assert "в другой единице: значения умножены на 1000" in page.said.replace(
            "\u00a0", ""
        ).replace("1 000", "1000")
        if press:
            page.press(press)


def test_what_a_kept_mapping_says_beside_columns_is_shown(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root).drop(
        Sent("x.csv", "Номер заказа;Контрагент;Дата заказа;Сумма с НДС\n7;К;02.03.2025;12\n")
    )
    page.choose("Ставка НДС", "20").press("Загрузить")
    assert "Ставка НДС: 20 %" in page.said


def test_the_part_of_many_changes_that_is_shown_is_said(
    open_page: Callable[..., Page], bare_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.actions.delivery_changes.SHOWN", 3)
    rows = "".join(f"{n},K,2025-03-10,{n}\n" for n in range(10, 15))
    page = open_page(bare_root).drop(
        Sent("x.csv", f"order_id,client_name,order_date,revenue\n{rows}")
    )
    page.press("Сначала проверить")
    assert "На экране 3 строки с наибольшими суммами из 5; в файле будет 3 строки" in [
        c.value.replace("\\", "") for c in page.app.caption
    ]


def test_an_unreadable_file_is_not_asked_for_columns(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    page = open_page(bare_root).drop(Sent("плохой.csv", ""))
    assert "укажите недостающие столбцы" not in page.said
    assert "Не читаются и не войдут: плохой.csv." in page.said


def test_an_import_whose_build_was_cut_short_is_said_and_ended(
    screen: Callable[..., Any], bare_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = screen(bare_root, "import_files")
    (bare_root.parent / "more.csv").write_text(
        "order_id,client_name,order_date,revenue\n3,C,2025-03-10,50\n", "utf-8"
    )
    with monkeypatch.context() as cut:
        cut.setattr("analysis.stores.store.build", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            analysis.import_paths(bare_root, [bare_root.parent / "more.csv"])
    page.app.run()
    assert (
        "Последняя загрузка или правка ещё не учтена: пересчёт прерван, например закрытой страницей. На экране прежние показатели."
        in page.texts
    )
    with importing_lock.importer_lock(bare_root):
        page.app.run()
        assert any(text.startswith("Идёт загрузка: файлы уже приняты") for text in page.texts)
    page.app.run()
    next(b for b in page.app.button if b.label == "Закончить пересчёт").click().run()
    page.app.run()
    assert "Загружено 2 файла, последний заказ — 10.03.2025." in page.texts
    assert not any("прерван" in text for text in page.texts)


def _interrupted(*_: object) -> str:
    raise KeyboardInterrupt


def test_a_time_sheet_is_called_one(open_page: Callable[..., Page], bare_root: Path) -> None:
    """Days across, saved as text: it is no grouped report, and its name is no English word."""
    days = ";".join(map(str, range(1, 32)))
    sheet = f"Трудозатраты за март 2025\n\nСотрудник;Заказ;{days}\nИванов;1;8;7,5;В{';' * 28}\n"
    page = open_page(bare_root).drop(Sent("табель.csv", sheet))
    assert "Табель развёрнут в таблицу: строка на каждую запись часов." in page.said
    assert "matrix" not in page.said
    assert page.app.dataframe[0].value["unit"].tolist() == ["ч", "ч"]
    page.press("Сначала проверить")
    assert (
        "табель.csv (трудозатраты). Строк: прочитано 2 = принято 2 + отклонено 0 ✓ сходится"
        in page.said
    )
    assert "1 клетка табеля — отметки об отсутствии, часов в них нет: В (1)" in page.said
    assert "трудозатраты: добавлено строк — 2." in page.said


def test_what_stands_above_the_table_is_said_before_the_import(
    open_page: Callable[..., Page], bare_root: Path
) -> None:
    text = "Продажи, тыс. руб.\n\nНомер заказа;Контрагент;Дата заказа;Выручка\n7;К;02.03.2025;1,5\n"
    page = open_page(bare_root).drop(Sent("x.csv", text))
    assert "над таблицей сказано 'тыс. руб.': так прочитаны 'Выручка'" in page.said
    assert page.app.dataframe[0].value["revenue"].tolist() == ["1\u00a0500,00"]
