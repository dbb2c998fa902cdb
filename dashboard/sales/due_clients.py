"""Which clients are due to buy again, and is their clock to be believed? For who calls existing clients, and who plans the sales."""

from pathlib import Path

from analysis.leads import due_clients
from dashboard import page
from dashboard.sales.due import due_sections
from dashboard.view import here

view = here()
words = view.words

if not page.empty(view, words("due.question")):
    found = view.data.worked(due_clients.find)
    clients = due_clients.to_call(found, due_clients.decided(Path(view.data.build.root)))
    page.head(view, words("due.question"), due_sections.said(words, found, clients))
    due_sections.test(view, found)
    due_sections.listed(view, found, clients)
