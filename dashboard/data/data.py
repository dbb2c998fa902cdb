"""Where do the numbers come from, and what is missing?"""

from dataclasses import replace

import streamlit as st

from analysis import Scope
from dashboard import links, page
from dashboard.data import records
from dashboard.data.duplicates import same_client_pairs
from dashboard.view import here

at = replace(here(), scope=Scope())  # files are whole: no slice applies to them
w = at.words
page.head(at, w("data.question"), records.summary(at))
same_client_pairs.hint(at)
links.to(at, "import_files", w("import.to_import"))
SECTIONS = {"files": records.files, "refused": records.lost, "gaps": records.gaps}
for name, section in SECTIONS.items():
    st.subheader(w(f"data.{name}"), anchor=False)
    section(at)
