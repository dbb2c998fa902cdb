"""What to load, and what does it change? Drop, look, correct, check, import; undo."""

from dataclasses import replace

import streamlit as st

from analysis import Scope
from dashboard import page
from dashboard.data.imports import (
    import_actions,
    import_card,
    import_outcome,
    import_sentences,
    import_trial,
    kept_mappings,
    last_import,
    upload_field,
)
from dashboard.view import here

at = replace(here(), scope=Scope())  # files are whole: no slice applies to them
words = at.words
page.head(at, words("import.question"), import_sentences.so_far(at))
above = st.container()  # drawn last: files that were just dropped end what was said of the former
dropped = upload_field.show(at)
with above:
    import_outcome.show(at)
for file in dropped:
    import_card.show(at, file)
if dropped or import_actions.is_at_work():
    import_actions.show(at, dropped)
    import_trial.show(at, dropped)
for name, section in (("last", last_import.show), ("known.files", kept_mappings.show)):
    st.subheader(words(f"import.{name}"), anchor=False)
    section(at)
