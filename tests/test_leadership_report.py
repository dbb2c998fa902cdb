"""Leadership's report: the figures of the pages and of the command to the kopeck, one page, the same bytes for the same data."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import analysis
from analysis import DealfitError, Scope, cli
from analysis.export.report import as_html, as_pdf, as_workbook, forms, leadership, page, period
from analysis.export.report.leadership import Beside
from analysis.language import Words

YEAR = Scope(since="2025-01-01", until="2025-12-31")
# 2024: 300 revenue, 200 direct, 40 hours at 1: 60. 2025: A 400 − 100 − 50 = 250, B 100 − 150 − 30 = −80.
EXPORTS = {
    "order_lines": "order_id;client_name;order_date;revenue;direct_cost;book_overhead;kind\n"
    "1;A;2024-01-10;300;200;10;serial\n2;A;2025-03-10;400;100;20;serial\n3;B {x};2025-04-10;100;150;5;custom\n",
    "usage": "order_id;pool;quantity;date\n1;design;40;2024-01-11\n2;design;50;2025-03-11\n3;design;30;2025-04-11\n",
    "pools": "pool;unit;rate\ndesign;h;1\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> analysis.Workspace:
    folder = tmp_path_factory.mktemp("report")
    for name, text in EXPORTS.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    analysis.import_paths(folder / "ws", sorted(folder.glob("*.csv")))
    return analysis.open_workspace(folder / "ws")


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025q4", "2025-10-01", "2025-12-31"),
        ("2024-11..2025-02", "2024-11-01", "2025-02-28"),
        ("12m", "2024-05-01", "2025-04-30"),
        ("all", None, None),
    ],
)
def test_a_period_as_it_is_asked_for(asked: str, since: str | None, until: str | None) -> None:
    assert period.scope(asked, dt.date(2025, 4, 10)) == Scope(since=since, until=until)


@pytest.mark.parametrize(
    "asked", ["", "2025-13", "2025-Q5", "0000", "2025-06..2025-01", "x" * 10_000]
)
def test_another_period_is_refused_in_a_sentence(asked: str) -> None:
    with pytest.raises(DealfitError):
        period.scope(asked, None)


def test_figures_beside_the_year_before_by_hand(small: analysis.Workspace) -> None:
    found = {b.name: b for b in leadership.report(small, YEAR).figures}
    assert (found["revenue"].now, found["revenue"].then) == (500, 300)
    assert (found["book_profit"].now, found["book_profit"].then) == (225, 90)
    assert (found["true_profit"].now, found["true_profit"].then) == (170, 60)
    assert found["true_profit"].part == pytest.approx(110 / 60)
    assert found["true_margin"].now == pytest.approx(0.34)


@pytest.mark.parametrize(
    ("name", "now", "then", "part", "good"),
    [
        ("true_profit", 110.0, 100.0, 0.1, True),
        ("true_profit", 10.0, -5.0, None, True),  # from a base below zero: in money alone
        ("true_profit", 10.0, 0.0, None, True),
        ("hidden_loss", -20.0, -10.0, None, False),
        ("late_share", 0.2, 0.1, 1.0, False),
        ("hours", 20.0, 10.0, 1.0, None),
        ("revenue", None, 10.0, None, None),
    ],
)
def test_a_change_is_good_or_bad_whatever_its_sign(
    name: str, now: float | None, then: float | None, part: float | None, good: bool | None
) -> None:
    beside = Beside(name, now, then)
    assert beside.part == (None if part is None else pytest.approx(part))
    assert beside.is_good is good


def test_the_bridge_closes_and_bars_share_one_scale_from_zero(small: analysis.Workspace) -> None:
    report = leadership.report(small, YEAR)
    *steps, last = report.bridge
    start = max(place for place, step in enumerate(steps) if step.is_total)
    assert sum(step.amount for step in steps[start:]) == pytest.approx(last.amount) == 170
    said = page.page(report, Words("en"))
    for section in said.sections:
        for bar in (bar for row in section.rows for bar in row.bars):
            assert 0 <= bar.start <= bar.start + bar.length <= 1 + 1e-9
        if section.name in ("months", "best", "worst"):
            assert all(
                bar.start == pytest.approx(section.zero)
                or bar.start + bar.length == pytest.approx(section.zero)
                for row in section.rows
                for bar in row.bars
            )


def test_the_report_says_what_pages_file_and_command_say(demo: analysis.Workspace) -> None:
    scope = period.scope("2025", None)
    found = {b.name: b.now for b in leadership.report(demo, scope).figures}
    measured = demo.metrics(["revenue", "hours", "late_share"], (), scope).iloc[0]
    assert {name: found[name] for name in measured.index} == pytest.approx(measured.to_dict())
    book = openpyxl.load_workbook(
        io.BytesIO(forms.of_scope(demo, scope, Words("en"), None, ".xlsx"))
    )
    cells = {row[0]: row[1] for row in book["Figures"].iter_rows(min_row=5, values_only=True)}
    assert round(cells["Revenue"], 2) == round(found["revenue"] or 0, 2)
    clients = demo.clients(scope).set_index("client_name")["true_profit"]
    for row in book["Best clients"].iter_rows(min_row=5, values_only=True):
        assert row[3] == pytest.approx(clients[row[0]], abs=0.005)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_one_page_with_the_same_bytes_for_the_same_data(
    demo: analysis.Workspace, lang: str
) -> None:
    said = page.page(leadership.report(demo, YEAR, "ООО «Датчик»"), Words(lang))
    written = as_pdf.pdf(said)
    assert written == as_pdf.pdf(said)
    assert written.count(b"/Type /Page\n") + written.count(b"/Type/Page/") <= 1
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=written, capture_output=True, check=True
        ).stdout.decode()
        assert text.count("\f") == 1  # pages
        assert "ООО «Датчик»" in text
        assert said.message.split()[0] in text


def test_names_are_texts_in_every_form(small: analysis.Workspace) -> None:
    report = leadership.report(small, YEAR, '#image("x") <b>')
    said = page.page(report, Words("en"))
    assert as_pdf.pdf(said).startswith(b"%PDF")
    html = as_html.written(said)
    assert "&lt;b&gt;" in html
    assert "<b>" not in html.replace('<b style="left', "")
    book = openpyxl.load_workbook(io.BytesIO(as_workbook.xlsx(report, said, Words("en"))))
    assert "B {x}" in [row[0] for row in book["Worst clients"].iter_rows(values_only=True)]


def test_what_is_unknown_is_said_and_an_empty_period_too(
    small: analysis.Workspace, plant: Callable[..., Any]
) -> None:
    empty = page.page(
        leadership.report(small, Scope(since="2030-01-01", until="2030-12-31")), Words("en")
    )
    assert empty.message == "There are no orders in this period."
    with plant(order_lines="order_id;client_name;order_date;revenue\n1;A;2025-01-10;100\n") as bare:
        said = page.page(leadership.report(bare, YEAR), Words("en"))
        figures = {row.cells[0]: row.cells[1] for row in said.sections[0].rows}
        assert figures["True margin"] == Words("en").unknown
        assert as_pdf.pdf(said).startswith(b"%PDF")


def test_the_command_writes_each_form_and_refuses_others(
    small: analysis.Workspace, tmp_path: Path
) -> None:
    for form, start in ((".pdf", b"%PDF"), (".xlsx", b"PK"), (".html", b"<!doctype html>")):
        out = tmp_path / f"r{form}"
        command = ["report", "--workspace", str(small.root), "--period", "2025", "--out", str(out)]
        assert CliRunner().invoke(cli.main, [*command, "--lang", "en"]).exit_code == 0
        assert out.read_bytes().startswith(start)
    command = ["report", "--workspace", str(small.root), "--out", str(tmp_path / "r.doc")]
    refused = CliRunner().invoke(cli.main, [*command, "--lang", "en"])
    assert (refused.exit_code, list(tmp_path.glob("*.doc"))) == (2, [])
    assert ".pdf, .xlsx, .html" in refused.output
