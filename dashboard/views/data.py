"""Where do the numbers come from, and what is missing?"""

from dataclasses import replace

import streamlit as st

from analysis import Scope
from dashboard import page, records, upload_form
from dashboard.view import here

at = replace(here(), scope=Scope())  # files are whole: no slice applies to them
w = at.words
page.head(at, w("data.question"), records.said(at))
for name, section in (("upload", upload_form.show), ("files", records.files), ("refused", records.refused),
                      ("gaps", records.gaps), ("checks", records.checks)):  # fmt: skip
    st.subheader(w(f"data.{name}"), anchor=False)
    section(at)
