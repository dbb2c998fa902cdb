"""What Streamlit runs: a first sign of life, then the frame, whose libraries take seconds to read the first time."""

import sys

import streamlit as st

from analysis.isolation import uncollected

st.set_page_config(page_icon="🐋", layout="wide")

if "dashboard.frame" not in sys.modules:
    st.set_page_config(page_title="Dealfit")
    opening = st.empty()
    with opening.container():
        st.title("Dealfit", anchor=False)
        st.text("Открываю данные… · Opening the data…")
    with uncollected.without_garbage_collection():
        from dashboard import frame

    opening.empty()
else:
    from dashboard import frame

frame.main()
