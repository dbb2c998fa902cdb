"""Further columns of direct cost: travel, freight, subcontract, commission; and payroll taxes beside the wages."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout

_OTHER = re.compile(
    r"(?:(?:затраты|расходы|издержки|материалы|работы|услуги|стоимость|сумма) (?:на |по )?)?"
    r"(?:командировк[аиу]|командировочные|доставк[аиу]|логистик[аиу]|транспорт"
    r"|перевозк[аиу]"
    r"|субподряд(?:чики|ные работы)?|подрядчик[иов]*|аутсорсинг|кооперация|комисси[яию]|комиссионные|агентские|упаковк[аиу]|тар[аыу]"
    r"|монтаж|пнр"
    r"|пусконаладк[аиу]|шефмонтаж|сертификаци[яию]|испытания|страховани[ея]|страховк[аиу]|пошлин[аы]|таможн[яюи]|оснастк[аиу]|инструмент"
    r"|проезд|проживание|налог[и]?|хранение|гаранти[яию])(?: расходы| затраты)?"
    r"|(?:командировочные|транспортные|логистические|агентские|таможенные|прямые прочие|прочие|накладные на доставку)"
    r" (?:расходы|затраты|платежи)"
    r"|агентское вознаграждение|вознаграждение агента|бонус (?:менеджера|агента)|премия менеджера|услуги (?:субподрядчиков|подрядчиков"
    r"|сторонних организаций|по доставке)|работы субподрядчиков"
    r"|(?:travel|freight|shipping|delivery|commission|commissions|customs|duty|duties|packaging|packing|outsourcing|subcontract(?:ing|ors?)?"
    r"|installation|insurance|taxes|tax|tooling|logistics|transport(?:ation)?|agent fees?|sales commission|testing|certification|warranty)"
    r"(?: and \w+)?(?: (?:cost|costs|expense|expenses|fee|fees|charges))?"
)
_PAYROLL = re.compile(
    r"(?:(?:страховые )?(?:взносы|отчисления)(?: с фот| с зп| с зарплаты| во внебюджетные фонды| на социальные нужды)?|есн"
    r"|начисления на (?:фот|зп|зарплату)"
    r"|налоги (?:с|на) (?:фот|зп|зарплаты|зарплату)|payroll tax(?:es)?|social (?:contributions|security)(?: cost)?)"
)
_MONEY_UNITS = ("", "thousand", "million", "billion", "hundredth")
PARTS = ("material_cost", "labour_cost", "other_direct_cost")


def parts(layout: Layout) -> tuple[int, ...]:
    return tuple(layout.columns[c] for c in PARTS if c in layout.columns)


def beside(layout: Layout) -> tuple[int, ...]:
    """Free columns that are further direct cost by their headers."""
    return tuple(
        i
        for i in _free(layout)
        if _is_other(layout, i) or _PAYROLL.fullmatch(plain(layout.headers[i]).words)
    )


def with_other_costs(layout: Layout) -> Layout:
    """Where the cost stands in parts, the further ones are added: wages' taxes to labour, all others to other direct cost."""
    given = {"direct_cost", "unit_cost"} & layout.columns.keys()
    if given or not parts(layout):
        return layout
    columns, more = dict(layout.columns), dict(layout.more)
    payroll = [i for i in _free(layout) if _PAYROLL.fullmatch(plain(layout.headers[i]).words)]
    others = [i for i in _free(layout) if i not in payroll and _is_other(layout, i)]
    if "labour_cost" not in columns:
        others, payroll = sorted([*others, *payroll]), []
    if payroll and "labour_cost" not in layout.mapping.columns:
        more["labour_cost"] = tuple(payroll)
    if others and "other_direct_cost" not in layout.mapping.columns:
        own = columns.setdefault("other_direct_cost", others[0])
        if rest := tuple(i for i in others if i != own):
            more["other_direct_cost"] = rest
    return replace(layout, columns=columns, more=more)


def _is_other(layout: Layout, position: int) -> bool:
    header = layout.headers[position]
    meant = {c for c, _ in meanings(header, layout.table)}
    if meant - {"other_direct_cost"}:
        return False
    read = plain(header)
    return bool(meant) or (
        read.unit in _MONEY_UNITS and _OTHER.fullmatch(read.piece or read.words) is not None
    )


def _free(layout: Layout) -> list[int]:
    used = {*layout.columns.values(), *(i for places in layout.more.values() for i in places)}
    return [i for i in range(layout.width) if i not in used]
