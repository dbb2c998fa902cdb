"""One client against the portrait: the verdict, and each criterion with the client's value."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import Scope
from analysis.errors import BadSettings
from analysis.journal import portrait, portrait_editing
from analysis.language import plain
from analysis.portrait import portrait_effect
from dashboard import links, missing_link, page, setting_trouble, tables
from dashboard.decisions.portrait_sections import portrait_sentences
from dashboard.view import View

COLUMNS = ("criterion", "answer", "demand", "shown", "weight")


def show(view: View, client_id: str) -> None:
    words = view.words
    st.subheader(words("portrait.client"), anchor=False)
    try:
        wanted = portrait_editing.current(Path(view.data.build.root))
    except BadSettings as trouble:  # a file spoilt by hand takes nothing else of the client away
        st.warning(plain(setting_trouble.sentence(words, trouble)))
        return
    clients: portrait_effect.Known = view.data.worked(portrait_effect.known)
    if not wanted.criterion or client_id not in clients.ids:
        missing_link.show(view, "fit", scope=Scope(clients=(client_id,)))
        return
    values = clients.client(clients.ids.index(client_id))
    fit = portrait.score(wanted, values)
    score = words.unknown if fit.score is None else words.number(fit.score)
    said = [
        words(
            "portrait.client.said",
            verdict=portrait_sentences.verdict(words, fit.verdict),
            score=score,
            reasons=portrait_sentences.reasons(words, wanted, fit),
        )
    ]
    if fit.named("unknown"):
        said.append(words("portrait.client.missing", names=portrait_sentences.missing(words, fit)))
    page.say(said, "said-fit")
    rows = [
        (
            c.name,
            state,
            portrait_sentences.demand_of_what(words, c),
            portrait_sentences.value(words, c.field, values.get(c.field.casefold())),
            c.weight,
        )
        for c, (_, state) in zip(wanted.criterion, fit.states, strict=True)
    ]
    tables.show(view, pd.DataFrame(rows, columns=list(COLUMNS)), COLUMNS, key="fit")
    links.to(view, "portrait", words("portrait.client.link"))
