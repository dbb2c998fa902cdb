"""The report in words: titles, cells and bars, the same for every form that it is written in.

Notation (ISO 24896, IBCS): a title says who, which measure and unit, which period and scenario. Money has one unit on the page and one
scale a chart, which begins at zero. What was earned is dark, the year before light; a change is good or bad, whatever its sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.dictionary.finding import BridgeStep
from analysis.dictionary.units import unit_of
from analysis.export.report.leadership import CLIENT, KIND, Beside, ClientLine, LeadershipReport
from analysis.export.report.sections import (
    ACTUAL,
    BAD,
    BEFORE,
    GOOD,
    BarScale,
    ReportPage,
    ReportRow,
    ReportSection,
)
from analysis.findings import sentences
from analysis.language import Words
from analysis.reader.scope import Scope

MILLION, THOUSAND = 1_000_000.0, 1_000.0


def page(report: LeadershipReport, words: Words) -> ReportPage:
    message, *lines = sentences.say(words, report.messages) or [words("report.nothing")]
    if report.unfinished.months:
        lines.append(words("report.unfinished", n=report.unfinished.months))
    writer = _Writer(report, words)
    sections = [writer.figures(), writer.bridge(), writer.months(), writer.kinds()]
    sections += [writer.clients("best", report.best), writer.clients("worst", report.worst)]
    return ReportPage(
        lang=words.lang,
        company=report.company or "",
        title=words("report.title"),
        quiet=" · ".join(_about(report, words)),
        message=message,
        lines=lines,
        legend=[(each, words(f"report.legend.{each}")) for each in (ACTUAL, BEFORE, GOOD, BAD)],
        sections=[each for each in sections if each is not None],
        foot=words("report.foot"),
    )


def _about(report: LeadershipReport, words: Words) -> Iterable[str]:
    yield period(words, report.scope)
    if report.before is not None:
        yield words("report.before", period=period(words, report.before))
    if report.last_day is not None:
        yield words("report.data_until", day=words.date(report.last_day))
    if report.estimated_share:
        yield words("line.estimated", share=words.share(report.estimated_share))
    if report.is_demo:
        yield words("demo")


def period(words: Words, scope: Scope) -> str:
    if scope.since and scope.until:
        return words(
            "line.since_until", since=words.date(scope.since), until=words.date(scope.until)
        )
    return words("line.whole")


class _Writer:
    def __init__(self, report: LeadershipReport, words: Words) -> None:
        self.report, self.words = report, words
        revenue = report.figures[0].now or 0.0
        self.divisor = MILLION if abs(revenue) >= 10 * MILLION else THOUSAND
        name = "millions" if self.divisor == MILLION else "thousands"
        self.unit = f"{words(f'report.{name}')}\u00a0{words.currency_sign}"

    def _title(self, key: str) -> str:
        scenario = "report.actual_and_before" if self.report.before else "report.actual_alone"
        who = self.report.company or self.words("report.plant")
        what = self.words(f"report.{key}", unit=self.unit)
        return f"{who}. {what}. {period(self.words, self.report.scope)}, {self.words(scenario)}"

    def _said(self, name: str, value: float | None) -> str:
        if value is None:
            return self.words.unknown
        if unit_of(name) == "money":
            return self.words.number(value / self.divisor, 1)
        if unit_of(name) == "hours":
            return self.words.number(value)
        return self.words.share(value)

    def _change(self, beside: Beside) -> tuple[str, str]:
        """The change in the metric's own unit, and in percent: of a share the change is in points alone."""
        if beside.change is None:
            return "", ""
        if unit_of(beside.name) == "share":
            points = self.words.number(beside.change * 100, 1)
            return self.words.signed(self.words("report.points", n=points)), ""
        said = self.words.signed(self._said(beside.name, beside.change))
        return said, "" if beside.part is None else self.words.change(beside.part)

    def _meaning(self, beside: Beside) -> str:
        """A change that is shown as zero is neither good nor bad."""
        good, (said, _) = beside.is_good, self._change(beside)
        if good is None or not any(sign in said for sign in "123456789"):
            return ""
        return GOOD if good else BAD

    def figures(self) -> ReportSection:
        rows = []
        for beside in self.report.figures:
            rows.append(
                ReportRow(
                    (
                        self._name(beside.name),
                        self._said(beside.name, beside.now),
                        self._said(beside.name, beside.then) if self.report.before else "",
                        *self._change(beside),
                    ),
                    change=self._meaning(beside),
                )
            )
        head = ("figure", "actual", "before", "change", "change_part")
        return ReportSection("figures", self._title("figures"), self._head(*head), rows, (3, 4))

    def _name(self, metric: str) -> str:
        unit = unit_of(metric)
        of = {"money": self.unit, "hours": self.words("unit.hours")}.get(unit)
        return f"{self.words.title(metric)}, {of}" if of else self.words.title(metric)

    def _head(self, *keys: str) -> list[str]:
        return [self.words(f"report.head.{key}") for key in keys]

    def bridge(self) -> ReportSection | None:
        steps = [s for s in self.report.bridge if s.is_total or round(s.amount / self.divisor, 1)]
        if len(steps) < 2:
            return None
        spans = _spans(steps)
        scale = BarScale([end for span in spans for end in span])
        rows = []
        for step, (low, high) in zip(steps, spans, strict=True):
            meaning = ACTUAL if step.is_total else GOOD if step.amount > 0 else BAD
            rows.append(
                ReportRow(
                    (self.words(f"bridge.{step.code}"), self._said("revenue", step.amount)),
                    [scale.bar(low, high, meaning)],
                    is_total=step.is_total,
                )
            )
        return ReportSection(
            "bridge",
            self._title("bridge"),
            self._head("step", "actual"),
            rows,
            bars_head=self.unit,
            zero=scale.zero,
            is_half=True,
        )

    def months(self) -> ReportSection | None:
        known = [m for m in self.report.months if m.now is not None]
        if len(known) < 2 or len(self.report.months) > 24:
            return None
        ends = [v for m in self.report.months for v in (m.now, m.then) if v is not None]
        scale = BarScale([0.0, *ends])
        rows = []
        for month in self.report.months:
            beside = Beside("true_profit", month.now, month.then)
            bars = [
                scale.bar(0.0, value, meaning)
                for value, meaning in ((month.then, BEFORE), (month.now, ACTUAL))
                if value is not None
            ]
            rows.append(
                ReportRow(
                    (
                        self.words.month(month.month),
                        self._said("true_profit", month.now),
                        self._said("true_profit", month.then) if self.report.before else "",
                        self._change(beside)[0],
                    ),
                    bars,
                    self._meaning(beside),
                )
            )
        return ReportSection(
            "months",
            self._title("months"),
            self._head("month", "actual", "before", "change"),
            rows,
            (3,),
            self.unit,
            scale.zero,
            is_half=True,
        )

    def kinds(self) -> ReportSection | None:
        if not self.report.kinds:
            return None
        rows = [
            ReportRow(
                (
                    self.words.code("kind", line.kind),
                    *(self._said(name, line.values[name]) for name in KIND),
                )
            )
            for line in self.report.kinds
        ]
        head = [*self._head("kind"), *(self.words.title(name) for name in KIND)]
        return ReportSection("kinds", self._title("kinds"), head, rows)

    def clients(self, end: str, lines: Sequence[ClientLine]) -> ReportSection | None:
        if not lines:
            return None
        every = [*self.report.best, *self.report.worst]  # both ends on one scale
        values = [v for line in every for v in (line.values["true_profit"], line.then) if v]
        scale = BarScale([0.0, *values])
        rows = []
        for line in lines:
            beside = Beside("true_profit", line.values["true_profit"], line.then)
            bars = [
                scale.bar(0.0, value, meaning)
                for value, meaning in ((line.then, BEFORE), (beside.now, ACTUAL))
                if value is not None
            ]
            cells = [self._said(name, line.values[name]) for name in CLIENT]
            rows.append(
                ReportRow((line.name, *cells, self._change(beside)[0]), bars, self._meaning(beside))
            )
        head = [*self._head("client"), *(self._short(name) for name in CLIENT)]
        return ReportSection(
            end,
            self._title(end),
            [*head, *self._head("change")],
            rows,
            (len(CLIENT) + 1,),
            self._short("true_profit"),
            scale.zero,
        )

    def _short(self, name: str) -> str:
        key = f"short.{name}"
        return self.words(key) if self.words.has(key) else self.words.title(name)


def _spans(steps: Sequence[BridgeStep]) -> list[tuple[float, float]]:
    """From where to where each bar of a bridge reaches: a total from zero, a step from where the one before ended."""
    found, at = [], 0.0
    for step in steps:
        start, at = (0.0, step.amount) if step.is_total else (at, at + step.amount)
        found.append((start, at))
    return found
