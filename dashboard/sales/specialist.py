"""What was handed over or booked, and what is known of it? For the development specialist: by date, accepted or given back."""

import datetime as dt

from dashboard import page
from dashboard.sales.leads import specialist_card, specialist_sections
from dashboard.view import here

view = here()
words = view.words
today = dt.date.today()
found = specialist_sections.held(view, today)

page.head(view, words("specialist.question"), specialist_sections.said(words, found))
if not found:
    specialist_sections.say_there_are_none(view)
else:
    specialist_card.show(view, specialist_sections.chosen(view, found), today)
    specialist_sections.listed(view, found)
