"""Whom to call now, and what to ask? For telemarketers: overdue calls first, one lead at a time, keys for what came of it."""

import datetime as dt
from pathlib import Path

from analysis.leads import calling
from dashboard import page
from dashboard.sales import call_card, call_sections
from dashboard.view import here

view = here()
words = view.words
today = dt.date.today()
there = view.data.worked(calling.known)

if not there.leads:
    page.head(view, words("calls.question"))
    call_sections.say_there_are_none(view)
else:
    tasks = calling.tasks(Path(view.data.build.root), there, today)
    page.head(view, words("calls.question"), call_sections.said(words, tasks))
    call_card.show(view, call_sections.chosen(words, tasks), today)
    call_sections.listed(view, tasks)
