"""What happened: what the last import brought and changed, which losses are new; of the whole plant, whatever the slice is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from analysis import DealfitError, Scope
from analysis.errors import DamagedStore
from analysis.findings import news
from analysis.findings.news import COMPARED, Loser, NewestImport, NewLosses, News
from analysis.language import Words, plain
from dashboard import links, page
from dashboard.data import file_trouble
from dashboard.view import View

NAMES = 3  # files named


def draw(view: View) -> None:
    words = view.words
    st.subheader(words("today.happened"), anchor=False)
    try:
        found: News = view.data.worked(news.news)
    except DamagedStore:
        raise
    except DealfitError as trouble:  # the record of an import is damaged
        st.warning(plain(file_trouble.sentence(words, file_trouble.of(trouble))))
        return
    if view.data.build.is_demo:
        page.invite(view)
    elif found.brought:
        _draw_import(view, found.brought, found)
    if found.losses:
        _draw_losses(view, found.losses)
    if not view.scope.is_whole:
        page.quiet(words("today.whole"), "quiet-whole")


def _draw_import(view: View, brought: NewestImport, found: News) -> None:
    words = view.words
    changed = _changed(words, found)
    said = [f"{_line(words, brought)} {_rows(words, brought)}", changed]
    page.say([each for each in said if each], "said-import")
    if brought.rows_refused:
        with st.container(key="quiet-lost-import"):
            links.to(view, "data", words("today.refused", n=brought.rows_refused))
    if not changed:
        page.quiet(
            words("today.first" if brought.is_first else "today.not_compared"), "quiet-first"
        )


def _line(words: Words, brought: NewestImport) -> str:
    try:
        when = words.moment(dt.datetime.fromisoformat(brought.at))
    except ValueError:
        when = words.unknown
    files = ", ".join(brought.files[:NAMES])
    if rest := len(brought.files) - NAMES:
        files += words("today.more_files", n=rest) if rest > 0 else ""
    return words(
        f"today.brought{'' if brought.who else '.nobody'}", when=when, who=brought.who, files=files
    )


def _rows(words: Words, brought: NewestImport) -> str:
    if brought.revenue is None:
        return words("today.rows", n=brought.rows)
    return words("today.rows.money", n=brought.rows, revenue=words.short_money(brought.revenue))


def _changed(words: Words, found: News) -> str:
    """What the import changed in money; "" where nothing can be compared."""
    if found.before is None or found.now is None:
        return ""
    parts = []
    for name in COMPARED:
        before, now = found.before[name], found.now[name]
        is_count = name == "orders"
        if now is None or before == now:
            continue
        said = words.number(now) if is_count else words.short_money(now)
        if before is None:
            parts.append(words("today.change.known", what=words(f"today.of.{name}"), now=said))
            continue
        change = now - before
        if name == "hidden_loss":  # below zero: what is more of it is a larger loss
            key = "change.loss_smaller" if change > 0 else "change.loss_larger"
            by, said = words(key, amount=words.short_money(abs(change))), words.short_money(-now)
        else:
            by = words.signed(words.number(change) if is_count else words.short_money(change))
        parts.append(words("today.change", what=words(f"today.of.{name}"), by=by, now=said))
    return words("today.changed", parts="; ".join(parts)) if parts else words("today.unchanged")


def _draw_losses(view: View, losses: NewLosses) -> None:
    words = view.words
    since = "import" if losses.month is None else "month"
    month = words.month(losses.month) if losses.month else ""
    key = "today.losing" if losses.clients else "today.losing.none"
    page.say([words(f"{key}.{since}", n=losses.clients, month=month)], "said-losing")
    for place, client in enumerate(losses.named_clients):
        _row(view, f"news-client-{place}", client.client, client, "client", id=client.key)
    key = "today.hidden" if losses.orders else "today.hidden.none"
    loss = words.short_money(losses.orders_loss)
    page.say([words(f"{key}.{since}", n=losses.orders, month=month, loss=loss)], "said-hidden")
    for place, order in enumerate(losses.named_orders):
        said = words("today.order", order=order.key, client=order.client)
        _row(view, f"news-order-{place}", said, order, "order", order=order.key)
    if losses.orders > len(losses.named_orders):
        with st.container(key="news-all"):
            links.to(
                replace(view, scope=_scope_of(losses)),
                "orders",
                words("today.hidden.all"),
                verdict="hidden loss",
            )


def _scope_of(losses: NewLosses) -> Scope:
    """The month of the losses; all history where they are those since the last import."""
    return Scope() if losses.month is None else Scope().last_months(1, losses.month)


def _row(view: View, key: str, said: str, loser: Loser, opens: str, **asked: str) -> None:
    """What it is, a door to it; beside it its true profit."""
    with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
        links.to(view, opens, said, **asked)
        st.text(view.words.short_money(loser.true_profit), width="content")
