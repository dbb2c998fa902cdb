"""What does qualifying leads bring, and did the verdicts hold? For who answers for the calls, and for the portrait."""

from pathlib import Path

from analysis.leads import qualification_worth
from dashboard import page
from dashboard.sales.leads import worth_sections
from dashboard.view import here

view = here()
words = view.words
outcomes = qualification_worth.last_outcomes(Path(view.data.build.root))
found = view.data.worked(qualification_worth.find, tuple(sorted(outcomes.items())))

if not found.has_anything:
    page.head(view, words("worth.question"))
    worth_sections.say_what_is_needed(view)
else:
    page.head(view, words("worth.question"), worth_sections.said(words, found))
    worth_sections.hours(view, found)
    worth_sections.verdicts(view, found)
    worth_sections.clients(view, found)
