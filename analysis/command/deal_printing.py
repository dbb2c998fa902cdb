"""The advice on a deal, as lines to be read or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from analysis.actions import past_advice
from analysis.command import deal_papers, printing
from analysis.deals import as_json, sentences
from analysis.deals.deal import Deal
from analysis.deals.desk import Advice
from analysis.deals.past_deals import backtest
from analysis.deals.sentences import backtest_sentences
from analysis.deals.workspace import DealWorkspace
from analysis.journal import settings
from analysis.language import Words
from analysis.language.command_words import CommandWords
from analysis.output.terminal import plain, say


def answer(
    words: CommandWords,
    ws: DealWorkspace,
    deal: Deal,
    form: str,
    letter: str | None = None,
    out: Path | None = None,
) -> None:
    """As it was asked for: see deal_options."""
    if letter is not None:
        deal_papers.show_letter(ws, deal, letter)
    elif form == "pdf":
        deal_papers.write_sheet(words, ws, deal, out)
    else:
        show(words, ws, deal, form)


def show(words: CommandWords, ws: DealWorkspace, deal: Deal, form: str) -> None:
    desk = ws.desk(deal.date)
    advice = desk.ask(deal)
    chosen = desk.history.settings
    spoken = CommandWords(words.lang, chosen.currency)
    if form == "json":
        said = json.dumps(_spoken(spoken, advice), ensure_ascii=False, indent=2)
        click.echo(
            "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in said)
        )
        return
    for line in sentences.summary(spoken, advice, chosen.deals.interval_share):
        say(plain(line))


def show_backtest(words: CommandWords, ws: DealWorkspace, form: str) -> None:
    with printing.progress(words) as report:
        orders = past_advice.replayed(ws, None, lambda part: report("backtest", part))
    found = backtest.of_replayed(orders)
    if form == "json":
        click.echo(json.dumps(backtest.content(found), ensure_ascii=False, indent=2))
        return
    currency = settings.in_force(ws.root).currency
    for line in backtest_sentences.past_answers(Words(words.lang, currency), found):
        say(plain(line))


def _spoken(words: Words, advice: Advice) -> dict[str, Any]:
    """JSON's content with each code's sentence beside it, as `text`."""
    found = as_json.content(advice)
    for entry, failing in zip(found["reasons"], advice.failing, strict=True):
        entry["text"] = sentences.reason(words, failing)
    for entry, way in zip(found["conditions"], sentences.conditions(advice), strict=True):
        entry["text"] = sentences.condition(words, way)
    for key, speak, said in (
        ("needed", sentences.needed, advice.lacking),
        ("notices", sentences.notice, advice.notices),
    ):
        for entry, (code, values) in zip(found[key], said, strict=True):
            entry["text"] = speak(words, code, values)
    return found
