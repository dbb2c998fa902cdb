"""The report as a page of HTML that needs nothing else: to be opened in a browser, or sent."""

from __future__ import annotations

import html

from analysis.export.report.sections import ReportBar, ReportPage, ReportRow, ReportSection

STYLE = """
body{font:14px/1.35 "DejaVu Sans",Arial,sans-serif;color:#1f2a37;max-width:1000px;margin:24px auto;padding:0 16px}
h1{font-size:22px;margin:0}h2{font-size:14px;margin:22px 0 4px}p{margin:4px 0}.quiet{color:#6b7280;font-size:12px}
.message{font-size:17px;font-weight:bold;margin:12px 0}.table{overflow-x:auto}
table{border-collapse:collapse;width:100%}th{color:#6b7280;font-weight:normal;font-size:12px}
th,td{padding:3px 8px;border-bottom:1px solid #d9dce1;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal}th.bars-head{text-align:left}.total td{font-weight:bold}
td.good{color:#2b5d8f}td.bad{color:#b45f06}.bars{position:relative;width:260px;height:14px;min-width:120px}
.bars i{position:absolute;top:4px;height:8px}.bars i.before{top:0;height:14px;background:#c3c8d0}
i.actual{background:#374151}i.good{background:#2b5d8f}i.bad{background:#c2680b}
.legend i{display:inline-block;width:12px;height:8px;margin:0 4px 0 12px}.legend i.before{background:#c3c8d0}
.bars b{position:absolute;top:-3px;height:20px;border-left:1px solid #6b7280}
"""


def written(page: ReportPage) -> str:
    """Nothing in it is markup but what is written here."""
    legend = "".join(f'<i class="{meaning}"></i>{_text(name)}' for meaning, name in page.legend)
    parts = [
        f"<h1>{_text(page.title)}</h1>",
        f"<p>{_text(page.company)}</p>" if page.company else "",
        f'<p class="quiet">{_text(page.quiet)}</p>',
        f'<p class="message">{_text(page.message)}</p>',
        *(f"<p>{_text(line)}</p>" for line in page.lines),
        f'<p class="quiet legend">{legend}</p>',
        *(_section(each) for each in page.sections),
        f'<p class="quiet">{_text(page.foot)}</p>',
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(page.title)}</title><style>{STYLE}</style>"
    )
    body = "\n".join(part for part in parts if part)
    return f'<!doctype html>\n<html lang="{page.lang}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _text(text: str) -> str:
    return html.escape(text)


def _section(section: ReportSection) -> str:
    cells = "".join(f"<th>{_text(each)}</th>" for each in section.head)
    if section.bars_head:
        cells += f'<th class="bars-head">{_text(section.bars_head)}</th>'
    rows = "\n".join(_row(section, row) for row in section.rows)
    table = f'<div class="table"><table><tr>{cells}</tr>\n{rows}\n</table></div>'
    return f"<h2>{_text(section.title)}</h2>\n{table}"


def _row(section: ReportSection, row: ReportRow) -> str:
    cells = [
        f'<td class="{row.change}">{_text(cell)}</td>'
        if place in section.changes and row.change
        else f"<td>{_text(cell)}</td>"
        for place, cell in enumerate(row.cells)
    ]
    if section.bars_head:
        zero = f'<b style="left:{section.zero:.2%}"></b>'
        cells.append(f'<td><div class="bars">{"".join(map(_bar, row.bars))}{zero}</div></td>')
    return f"<tr{' class=total' if row.is_total else ''}>{''.join(cells)}</tr>"


def _bar(bar: ReportBar) -> str:
    return f'<i class="{bar.meaning}" style="left:{bar.start:.2%};width:{bar.length:.2%}"></i>'
