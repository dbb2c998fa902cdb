"""The report of a slice in the form that is asked for: PDF, XLSX or HTML."""

from __future__ import annotations

from analysis.export.report import as_html, as_pdf, as_workbook, leadership, page, period
from analysis.language import Words
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace


def of_period(ws: Workspace, asked: str, words: Words, company: str | None, form: str) -> bytes:
    """`asked`: see `period.scope`; DealfitError where it can't be understood. `form`: .pdf, .xlsx or .html."""
    return of_scope(ws, period.scope(asked, ws.span()[1]), words, company, form)


def of_scope(ws: Workspace, scope: Scope, words: Words, company: str | None, form: str) -> bytes:
    """The bytes of the file; the same for the same store."""
    report = leadership.report(ws, scope, company)
    said = page.page(report, words)
    if form == ".xlsx":
        return as_workbook.xlsx(report, said, words)
    if form == ".html":
        return as_html.written(said).encode()
    return as_pdf.pdf(said)
