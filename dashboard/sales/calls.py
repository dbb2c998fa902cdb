"""Whom to call now, and what to ask? For telemarketers: overdue calls first, one lead at a time, keys for what came of it."""

import datetime as dt

from dashboard import page, state
from dashboard.sales import call_card, call_sections, lead_form
from dashboard.sales.due import due_sections
from dashboard.view import here

view = here()
words = view.words
today = dt.date.today()
found = call_sections.of_day(view, today)

if not found.totals.leads:
    page.head(view, words("calls.question"))
    call_sections.say_there_are_none(view)
else:
    page.head(view, words("calls.question"), call_sections.said(words, found.totals))
    task = call_sections.chosen(view, found, today, state.person())
    if task is not None:
        call_card.show(view, task, today)
    call_sections.listed(view, found, today)
due_sections.beside_leads(view)
lead_form.show(view)
