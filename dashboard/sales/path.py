"""Where do our sales stick, and what does it cost? For the commercial director and whoever leads a sale: the funnel, then one deal."""

import datetime as dt

from analysis.leads import path_today
from dashboard import page, state
from dashboard.sales.sale_path import path_sections, sale_card
from dashboard.view import here

view = here()
words = view.words
today = dt.date.today()
found = view.data.worked(path_today.of, view.scope, today)
deal_id = sale_card.asked(view, found)

if deal_id is not None:
    sale_card.show(view, found, deal_id)
elif lead := state.asked("lead"):
    sale_card.begin(view, found, lead)
elif found.deals.empty:
    page.head(view, words("path.question"))
    path_sections.say_there_are_none(view)
else:
    page.head(view, words("path.question"), path_sections.said(words, found))
    path_sections.funnel(view, found)
    path_sections.stuck(view, found)
    path_sections.costs(view, found)
    path_sections.roles(view, found)
    path_sections.budgets(view, found)
