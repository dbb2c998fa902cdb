"""The sheet for the meeting about a deal: what is asked, cost and how sure it is, prices, reasons, ways out, date, analogues.

All of it from what is kept of a deal, so that the sheet of a saved version says what was known that day.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.deals import sentences
from analysis.deals.saved import read_back
from analysis.deals.saved.saving import ToKeep
from analysis.deals.sentences.interval import beside_median
from analysis.language import Words
from analysis.output.one_page import Sheet, SheetPart, SheetTable

Content = Mapping[str, Any]
MOST_LINES, MOST_REASONS, MOST_WAYS, MOST_ANALOGUES = 8, 6, 8, 5  # that one page holds


def sheet(words: Words, kept: ToKeep, name: str = "", decided: str = "") -> Sheet:
    """name: of a saved deal and its version. decided: what a person decided, in words."""
    asked, advice = kept.asked, kept.advice
    decision = words(f"deal.decision.{advice['decision'] or 'none'}")
    day = words.date(dt.date.fromisoformat(advice["date"]))
    kind = words.code("kind", advice["kind"]) if advice["kind"] else words.unknown
    return Sheet(
        title=str(asked["client"]),
        quiet=" · ".join(p for p in (name, words("deal_sheet.day", day=day), kind) if p),
        lead=words("deal_sheet.lead", decision=decision),
        parts=[
            SheetPart(words("deal_sheet.asked"), list(_terms(words, asked)), _lines(words, asked)),
            SheetPart(words("deal.prices"), [_how_sure(words, advice)], _figures(words, advice)),
            SheetPart(words("deal_sheet.why"), list(_why(words, advice))),
            *_ways(words, advice),
            SheetPart(words("deal.capacity"), list(_date_and_load(words, advice))),
            *_analogues(words, advice),
            SheetPart(words("deal_sheet.decided"), [decided or words("deal_sheet.decided.blank")]),
        ],
        foot=words("deal_sheet.foot"),
    )


def _terms(words: Words, asked: Content) -> Iterable[str]:
    told = []
    if asked.get("need_by"):
        day = words.date(dt.date.fromisoformat(asked["need_by"]))
        told.append(words("deal_sheet.term", name=words("deal.need_by"), value=day))
    for name, key in (("approval_rounds", "deal.rounds"), ("payment_days", "deal.pays")):
        if asked.get(name) is not None:
            value = words.number(asked[name])
            told.append(words("deal_sheet.term", name=words(key), value=value))
    if told:
        yield "; ".join(told)
    more = len(asked["line"]) - MOST_LINES
    if more > 0:
        yield words("deal_sheet.more", n=more)


def _lines(words: Words, asked: Content) -> SheetTable:
    head = [words(f"deal.line.{name}") for name in ("product", "kind", "quantity", "unit_price")]
    rows = [
        [
            str(line.get("product") or line.get("base_sku") or words.unknown),
            words.code("line_kind", line.get("kind")),
            words.number(line["quantity"], 0 if float(line["quantity"]).is_integer() else 2),
            words.money(line.get("unit_price"), 2),
        ]
        for line in asked["line"][:MOST_LINES]
    ]
    return SheetTable(head, rows, (3, 2, 1, 1))


def _figures(words: Words, advice: Content) -> SheetTable:
    """Price, cost as an interval, floor, target, profit, how probable a loss is, the smallest batch."""
    cost = advice["cost"]
    known = [  # title, value, width
        ("deal.figure.price", words.money(advice["price"]), 1.3),
        ("deal.figure.mid", words.money(cost["mid"]), 1.3),
        ("deal_sheet.span", _span(words, cost), 2),
        ("deal.figure.floor", words.money(advice["floor_price"]), 1),
        ("deal.figure.target", words.money(advice["target_price"]), 1),
        ("deal_sheet.profit", words.money(advice["profit"]), 1),
        ("deal.figure.loss_probability", words.share(advice["loss_probability"], 0), 1.25),
        ("deal_sheet.batch", words.number(advice["min_batch"]), 1.2),
    ]
    keys, values, widths = zip(*known, strict=True)
    return SheetTable([words(key) for key in keys], [values], widths)


def _span(words: Words, cost: Content) -> str:
    if cost["low"] is None or cost["high"] is None:
        return words.unknown
    low, high = words.money(cost["low"]), words.money(cost["high"])
    return words("deal_sheet.from_to", low=low, high=high)


def _how_sure(words: Words, advice: Content) -> str:
    """n and the measured error: as interval.how_sure says it of an advice at hand."""
    behind = advice["interval"]
    if advice["cost"]["mid"] is not None and advice["cost"]["high"] is None:
        few = {"cases": behind["cases"], "needed": behind["least_cases"]}
        return words("deal.sure.few", **few)
    if not behind["n"]:
        return words("deal.sure.untested", cases=behind["cases"])
    return words(
        "deal.sure",
        cases=behind["cases"],
        at_80=words.share(behind["coverage_80"], 0),
        at_90=words.share(behind["coverage_90"], 0),
        n=behind["n"],
        error=words.money(behind["mean_absolute_error"]),
        beside=beside_median(words, behind["standardised_accuracy"]),
    )


def _why(words: Words, advice: Content) -> Iterable[str]:
    found = [sentences.reason(words, each) for each in read_back.failing(advice)]
    found += [
        sentences.needed(words, each["code"], {k: v for k, v in each.items() if k != "code"})
        for each in advice["needed"]
    ]
    return found[:MOST_REASONS] or [words("deal.passes")]


def _ways(words: Words, advice: Content) -> Iterable[SheetPart]:
    ways = [sentences.condition(words, each) for each in read_back.conditions(advice)]
    if ways:
        yield SheetPart(words("deal.ways_out"), ways[:MOST_WAYS])


def _date_and_load(words: Words, advice: Content) -> Iterable[str]:
    days, load = advice["lead_time_days"], advice["capacity"]
    if days["p50"] is None or days["p80"] is None:
        yield words("deal_sheet.no_date", n=advice["lead_time_orders"])
    else:
        ready = dt.date.fromisoformat(advice["date"]) + dt.timedelta(math.ceil(days["p80"]))
        given = {name: words.number(days[name]) for name in ("p50", "p80")}
        yield words("deal.lead", **given, n=advice["lead_time_orders"], day=words.date(ready))
    if load["bottleneck"] is None:
        yield words("deal.load.unknown")
    elif not load["displaced"]:
        yield words("deal.load.free", pool=load["bottleneck"])
    else:
        earns = words.money(load["displaced_throughput"])
        yield words("deal_sheet.short", pool=load["bottleneck"], earns=earns)
    if load["is_filler_work"]:
        yield words("deal.load.filler")


def _analogues(words: Words, advice: Content) -> Iterable[SheetPart]:
    found = advice["analogue_details"][:MOST_ANALOGUES]
    if found:
        head = [words(key) for key in ("deal_sheet.order", "deal.alike", "deal.unlike")]
        rows = [
            [
                each["order_id"],
                *(sentences.likeness(words, ",".join(each[side])) for side in ("alike", "unlike")),
            ]
            for each in found
        ]
        yield SheetPart(
            words("deal.analogues"), table=SheetTable(head, rows, (1, 4, 4), is_text=True)
        )
