"""Every metric of every client, in the order asked for: for whoever looks for one among them."""

from analysis import findings
from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.findings import sentences
from analysis.reader import comparable
from dashboard import missing_link, page, tables
from dashboard.clients import client_sections
from dashboard.view import here

FIRST = (
    "client_name",
    "flag",
    "revenue",
    "true_profit",
    "true_margin",
    "book_profit",
    "book_margin",
    "hours",
    "hours_share",
)
COLUMNS = (*FIRST, *(c for c in CLIENT_COLUMNS if c not in FIRST))
SORTS = (
    "true_profit",
    "revenue",
    "book_profit",
    "true_margin",
    "book_margin",
    "gross_margin_share",
    "hours",
    "hours_share",
    "profit_per_hour",
    "custom_share",
    "late_share",
    "hidden_loss",
    "orders",
)

at = here()
data, scope, words = at.data, at.scope, at.words

if not page.empty(at, words("clients.table")):
    clients = client_sections.flagged(at)
    page.head(at, words("clients.table"), sentences.say(words, findings.by_flag(clients)))
    missing_link.show(at, "true_profit", "book_profit", "hours", "lateness", "kind")
    page.few(at)
    known = [name for name in SORTS if clients[name].notna().any()]
    ordered = tables.sort(at, clients, known, known[0])
    summed = [c for c in CLIENT_COLUMNS if c != "profit_rank"]
    total = comparable.same_orders(data.metrics(summed, (), scope)).iloc[0].to_dict()
    height = 560 if len(ordered) > 14 else "content"
    tables.show(
        at,
        ordered,
        COLUMNS,
        key="clients",
        opens=("client", "client_id"),
        total=total,
        height=height,
    )
