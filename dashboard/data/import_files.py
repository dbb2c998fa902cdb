"""What to load, and what does it change? Drop, look, correct, check, import; undo."""

from dataclasses import replace

import streamlit as st

from analysis import Scope
from dashboard import page
from dashboard.data.imports import actions as import_actions
from dashboard.data.imports import card as import_card
from dashboard.data.imports import checked as import_checked
from dashboard.data.imports import drop as import_drop
from dashboard.data.imports import known as import_known
from dashboard.data.imports import last as import_last
from dashboard.data.imports import outcome as import_outcome
from dashboard.data.imports import said as import_said
from dashboard.view import here

at = replace(here(), scope=Scope())  # files are whole: no slice applies to them
words = at.words
page.head(at, words("import.question"), import_said.so_far(at))
above = st.container()  # drawn last: files that were just dropped end what was said of the former
dropped = import_drop.show(at)
with above:
    import_outcome.show(at)
for file in dropped:
    import_card.show(at, file)
if dropped or import_actions.is_at_work():
    import_actions.show(at, dropped)
    import_checked.show(at, dropped)
for name, section in (("last", import_last.show), ("known.files", import_known.show)):
    st.subheader(words(f"import.{name}"), anchor=False)
    section(at)
