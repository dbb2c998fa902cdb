"""How a file is written: what is written in several ways has a part for each, and its sentence is made of the parts."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.language import file_formats, words

from .conftest import Taker

MIXED = """Номер заказа;Номер строки;Контрагент;Дата заказа;Дата отгрузки;Количество;Выручка
З-1;1;ООО Ромашка;05.01.2025;2025-01-31;2;1 000,50
З-3;1;ООО Лютик;17.01.2025;2025-01-31;1,5;99,9
"""
PARTS = {"date": "DD.MM.YYYY", "date_2": "YYYY-MM-DD"}


def test_dates_of_two_forms_are_two_parts(taking: Taker) -> None:
    formats = taking.text(MIXED).report.formats
    assert {name: formats[name] for name in PARTS} == PARTS
    assert file_formats.is_mixed(formats, "date")
    assert not file_formats.is_mixed(formats, "decimal")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("ru", "дробная часть через «,», даты ДД.ММ.ГГГГ и ГГГГ-ММ-ДД"),
        ("en", "decimal mark “,”, dates DD.MM.YYYY and YYYY-MM-DD"),
    ],
)
def test_the_sentence_names_every_form(lang: str, sentence: str) -> None:
    assert file_formats.sentence(words(lang), {"decimal": ",", **PARTS}) == sentence


def test_a_record_of_an_earlier_version_gets_its_parts(tmp_path: Path) -> None:
    """Written then: both forms in one text."""
    file = ImportedFile(
        "i-1", "a.csv", "0", "order_lines", 1, 1, 0, None, None, None, "2025-01-31T10:00:00"
    )
    former = {"encoding": "utf-8", "date": "DD.MM.YYYY and YYYY-MM-DD", "sheet": "A and B"}
    manifest.write(tmp_path, Delivery(1, (file,)))
    (written,) = tmp_path.glob("*.json")
    whole = json.loads(written.read_text("utf-8"))
    whole["files"][0] = {**asdict(file), "formats": former}
    written.write_text(json.dumps(whole), "utf-8")
    (read,) = manifest.read(tmp_path)
    assert read.files[0].formats == {"encoding": "utf-8", **PARTS, "sheet": "A and B"}
