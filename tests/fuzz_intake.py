"""Coverage-guided fuzz of the readers and the mapping: no exception but the errors that a person reads, no row unaccounted for.

Ten minutes by hand, thirty seconds in the tests:

    uv run python -m tests.fuzz_intake --seconds 600

What breaks is left as a file in the folder given by --keep (default: a temporary one, named at the end); run it again by
giving that file as an argument. Needs atheris, which exists for Linux only.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["analysis.intake"]):
    from analysis import intake
    from analysis.intake.columns import aliases

import pyarrow.parquet as pq

from analysis.errors import DealfitError

from .intake.test_hostile_files import ODS, PARTS, SHEET

SLOW, MEMORY = 25, 2_500  # seconds for one input; megabytes
HEADERS = sorted({alias for table in aliases.ALIASES.values() for names in table.values() for alias in names})
CELLS = (
    "", "-", "0", "1", "-5", "1,5", "1.5", "1 234,50", "1.234,50", "(5)", "1,234", "12%", "1.23E+10", "#REF!", "01.02.2025", "2025-01-31",
    "31.02.2025", "1/2/2025", "45678", "5 января 2025 г.", "7:30", "да", "нет", "Итого", "Итого по заказу", "Total Acme", "ООО «Ромашка»",
    "Заказ клиента ТД00-000123 от 05.01.2013 10:00:00", "Отменён", "час", "  отступ", "\"кавычка", "=1+1", "'5", "a;b", "\u00a0", "\ufeff",
    "Я", "В", "8", "Я 8", "1.5e3", "99999999999999999999", "\x00", "руб.", "USD", "1 200 $", "Номер заказа", "Клиент",
)  # fmt: skip
WHOLE = (
    ("Номер заказа", "Клиент", "Дата заказа", "Выручка"), ("Контрагент", "", "Количество", "Выручка (без НДС)", "Себестоимость"),
    ("Заказ", "Отдел", "Часы", "Дата"), ("Сотрудник", "Начало", "Окончание", "Отдел"), ("Отдел", "Месяц", "Затраты", "Мощность, ч"),
    ("Сотрудник", "Заказ", "1", "2", "3", "4", "5"), ("Клиент", "Отрасль", "Численность", "Регион"), ("Клиент", "ФИО", "Роль", "Отношение"),
)  # fmt: skip
FORMATS = ("encoding", "delimiter", "decimal", "date", "sheet", "header_row", "shape", "vat", "vat_rate", "currency")
TOLD = ("utf-8", "cp1251", ";", ",", ".", "DD.MM.YYYY", "MM/DD/YYYY", "S", "1", "7", "99", "-1", "grouped", "matrix", "table", "with",
        "without", "20", "USD", "RUB", "")  # fmt: skip


def one_input(data: bytes) -> None:
    """The first byte chooses what the rest becomes: any bytes, a text table, a workbook, an ODS sheet, a mapping."""
    given = atheris.FuzzedDataProvider(data)
    kind = given.ConsumeIntInRange(0, 9)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / ("file" if given.ConsumeBool() else "orders")
        if kind == 0:
            path.write_bytes(given.ConsumeBytes(len(data)))
            take(path)
        elif kind <= 4:
            take(_text_table(given, path), _mapping(given))
        elif kind <= 7:
            take(_workbook(given, path), _mapping(given))
        elif kind == 8:
            take(_open_document(given, path), _mapping(given))
        else:
            toml = path.with_suffix(".toml")
            toml.write_bytes(given.ConsumeBytes(len(data)))
            with contextlib.suppress(DealfitError):
                intake.load_mapping(toml)


def take(path: Path, mapping: intake.Mapping | None = None) -> None:
    """Recognises and takes in every table of the file; what is read is accepted or refused, as the files of both say."""
    accepted, rejected = path.with_suffix(".accepted"), path.with_suffix(".rejected")
    with contextlib.suppress(DealfitError):
        intake.recognise(path, mapping=mapping)
    try:
        for part in intake.parts(path, None, mapping or intake.Mapping()):
            for left in (accepted, rejected):
                left.unlink(missing_ok=True)
            try:
                got = intake.take_in(
                    path, import_id="f", accepted=accepted, rejected=rejected, mapping=mapping, part=part
                )
            except DealfitError:
                continue
            assert got.rows_read == got.rows_accepted + got.rows_rejected
            assert pq.read_metadata(accepted).num_rows == got.rows_accepted
            assert not got.rows_rejected or pq.read_metadata(rejected).num_rows == got.rows_rejected
            if got.revenue_read is not None:
                assert got.revenue_read == (got.revenue_accepted or 0) + (got.revenue_rejected or 0)
    except DealfitError:
        return


def _cell(given: atheris.FuzzedDataProvider) -> str:
    if given.ConsumeProbability() < 0.1:
        return str(given.ConsumeUnicodeNoSurrogates(12))
    return str(given.PickValueInList(list(CELLS)))


def _header(given: atheris.FuzzedDataProvider) -> str:
    usual = [
        "Номер заказа",
        "Клиент",
        "Дата заказа",
        "Выручка",
        "Номенклатура",
        "Количество",
        "Часы",
        "Отдел",
        "Сотрудник",
        "Заказ",
        "1",
        "2",
    ]
    return str(given.PickValueInList(usual if given.ConsumeProbability() < 0.7 else HEADERS))


def _rows(given: atheris.FuzzedDataProvider) -> list[list[str]]:
    """Titles, a header (mostly one that makes a table), lines of odd cells."""
    whole = list(given.PickValueInList(list(WHOLE))) if given.ConsumeProbability() < 0.7 else []
    header = whole + [_header(given) for _ in range(given.ConsumeIntInRange(0 if whole else 1, 4))]
    titles = [[_cell(given)] for _ in range(given.ConsumeIntInRange(0, 3))]
    heads = [header, *([_header(given) for _ in header] for _ in range(given.ConsumeIntInRange(0, 2)))]
    lines = [
        [_cell(given) for _ in range(max(1, len(header) + given.ConsumeIntInRange(-1, 1)))]
        for _ in range(given.ConsumeIntInRange(0, 9))
    ]
    return [*titles, *heads, *lines]


def _text_table(given: atheris.FuzzedDataProvider, path: Path) -> Path:
    delimiter = given.PickValueInList([";", ",", "\t", "|"])
    end = given.PickValueInList(["\n", "\r\n", "\r"])
    encoding = given.PickValueInList(["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"])
    path = path.with_suffix(".csv")
    path.write_bytes(end.join(delimiter.join(row) for row in _rows(given)).encode(encoding, "replace"))
    return path


def _escaped(text: str) -> str:
    text = "".join(c for c in text if c >= " " or c in "\t\n")
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace('"', "&quot;")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def _workbook(given: atheris.FuzzedDataProvider, path: Path) -> Path:
    rows = []
    for n, row in enumerate(_rows(given), start=1):
        level = given.ConsumeIntInRange(0, 4)
        cells = []
        for i, text in enumerate(row):
            at = (
                f"{chr(65 + i)}{n}"
                if given.ConsumeProbability() < 0.97
                else str(given.PickValueInList(["XFD9", "ZZ200000", "A", "7", "A0"]))
            )
            try:
                cells.append(f'<c r="{at}"><v>{float(text)}</v></c>')
            except ValueError:
                cells.append(f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>')
        outline = f' outlineLevel="{level}"' if level else ""
        hidden = ' hidden="1"' if given.ConsumeProbability() < 0.05 else ""
        rows.append(f'<row r="{n}"{outline}{hidden}>{"".join(cells)}</row>')
    with zipfile.ZipFile(path := path.with_suffix(".xlsx"), "w") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format("".join(rows)))
    return path


def _open_document(given: atheris.FuzzedDataProvider, path: Path) -> Path:
    rows = []
    for row in _rows(given):
        repeat = (
            f' table:number-columns-repeated="{given.ConsumeIntInRange(0, 40)}"'
            if given.ConsumeProbability() < 0.05
            else ""
        )
        cells = "".join(
            f'<table:table-cell{repeat} office:value-type="string"><text:p>{_escaped(t)}</text:p></table:table-cell>'
            for t in row
        )
        grouped = given.ConsumeProbability() < 0.3
        text = f"<table:table-row>{cells}</table:table-row>"
        rows.append(f"<table:table-row-group>{text}</table:table-row-group>" if grouped else text)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format("".join(rows)))
    path = path.with_suffix(".ods")
    path.write_bytes(kept.getvalue())
    return path


def _mapping(given: atheris.FuzzedDataProvider) -> intake.Mapping | None:
    if given.ConsumeProbability() < 0.6:
        return None
    columns = {
        str(given.PickValueInList(sorted(intake.TABLES["order_lines"].names))): _header(given)
        for _ in range(given.ConsumeIntInRange(0, 3))
    }
    constants = {"kind": _cell(given)} if given.ConsumeBool() else {}
    formats = {
        str(given.PickValueInList(list(FORMATS))): str(given.PickValueInList(list(TOLD)))
        for _ in range(given.ConsumeIntInRange(0, 3))
    }
    table = given.PickValueInList([None, *intake.TABLES])
    return intake.Mapping(table, columns, constants, formats)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("inputs", nargs="*", help="inputs to run again")
    asked.add_argument("--seconds", type=int, default=600)
    asked.add_argument("--keep", type=Path, default=None)
    chosen = asked.parse_args()
    keep = chosen.keep or Path(tempfile.mkdtemp(prefix="fuzz-found-"))
    keep.mkdir(parents=True, exist_ok=True)
    limits = [
        f"-timeout={SLOW}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={keep}/",
        "-len_control=0",
        "-max_len=2000",
    ]
    seeds = Path(tempfile.mkdtemp(prefix="fuzz-seeds-"))
    for number in range(60):  # long enough for whole tables; what they become depends on their last byte
        (seeds / str(number)).write_bytes(random.Random(number).randbytes(1500))
    corpus = chosen.inputs or [str(seeds)]
    atheris.Setup([sys.argv[0], *limits, f"-max_total_time={chosen.seconds}", *corpus], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
