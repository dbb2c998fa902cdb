"""The sheet for the meeting: of the deal that test_deals.py works by hand, and of what would not fit on a page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.deals.deal import read_deal
from analysis.deals.saved import meeting_sheet, saving
from analysis.deals.saved.saving import ToKeep
from analysis.deals.workspace import DealWorkspace
from analysis.language import Words
from analysis.output import one_page
from analysis.output.one_page import Sheet, SheetPart

LINE = {
    "product": "P-1-N",
    "base_sku": "P-1",
    "kind": "modified",
    "quantity": 3,
    "unit_price": 700,
    "material_cost": 200,
    "labour_cost": 100,
}
DAY = dt.date(2025, 2, 10)


def kept(ws: DealWorkspace, *lines: dict[str, Any], **more: Any) -> ToKeep:
    asked = {"client": 'НПО "Бета"', "date": DAY, "line": list(lines) or [LINE], **more}
    return saving.to_keep(ws.desk(DAY).ask(read_deal(asked)))


def parts(sheet: Sheet) -> dict[str, SheetPart]:
    return {part.heading: part for part in sheet.parts}


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_what_was_asked_what_to_answer_and_why(tiny: DealWorkspace) -> None:
    sheet = meeting_sheet.sheet(Words("en"), kept(tiny, approval_rounds=2), "deal 7, version 2")
    assert (sheet.title, sheet.lead) == ('НПО "Бета"', "Advice: Set expectations")
    assert sheet.quiet == "deal 7, version 2 · answered on 10 Feb 2025 · custom"
    found = parts(sheet)
    asked = found["What is asked"].table
    assert asked is not None
    assert asked.rows == [["P-1-N", "modified", "3", "₽700.00"]]
    figures = found["Prices"].table
    assert figures is not None
    told = dict(zip(figures.head, figures.rows[0], strict=True))
    assert told["Expected cost"] == "₽2,550"
    assert told["Cost from and to"] == told["Safe from"] == "no data"
    assert (told["Target"], told["True profit"]) == ("₽3,072", "−₽492")
    assert found["Prices"].lines[0].startswith("No interval: 2 orders with hours, 4 would do")
    assert found["Why"].lines[1].startswith("The price of ₽2,100 doesn't cover the expected cost")
    assert "A price of ₽3,072: ₽972 or 46% more." in found["What would change the answer"].lines
    orders = found["Past orders like it"].table
    assert orders is not None
    assert [row[0] for row in orders.rows] == ["003", "004"]


def test_a_sheet_without_a_verdict_says_what_is_needed(tiny: DealWorkspace) -> None:
    line = {"product": "Z-9", "kind": "unique", "quantity": 1}
    sheet = meeting_sheet.sheet(Words("en"), kept(tiny, line))
    assert sheet.lead == "Advice: No verdict"
    assert "Z-9" in parts(sheet)["Why"].lines[0]
    assert pages(one_page.pdf(sheet)) == 1


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_it_is_one_page_whatever_stands_in_it(tiny: DealWorkspace, lang: str) -> None:
    name = "<b>Ø & \x00\ud800 " + "очень длинное имя " * 25
    lines = [{**LINE, "product": name + str(n)} for n in range(300)]
    sheet = meeting_sheet.sheet(Words(lang), kept(tiny, *lines, client=name), name, name)
    assert pages(one_page.pdf(sheet)) == 1


def test_the_command_writes_the_file(tiny: DealWorkspace, tmp_path: Path) -> None:
    file, out = tmp_path / "deal.toml", tmp_path / "sheet.pdf"
    file.write_text(
        "client = 'Гамма'\ndate = 2025-02-10\n[[line]]\nproduct = 'P-1'\nquantity = 10\nunit_price = 70\n"
    )
    command = ["deal", str(file), "--workspace", str(tiny.root), "--format", "pdf"]
    said = CliRunner().invoke(main, [*command, "--out", str(out)])
    assert (said.exit_code, said.output) == (0, "")
    assert out.read_bytes().startswith(b"%PDF-")
    said = CliRunner().invoke(main, command)
    assert (said.exit_code, said.stderr) == (
        2,
        "dealfit: A PDF goes into a file: name it with --out FILE.pdf.\n",
    )
