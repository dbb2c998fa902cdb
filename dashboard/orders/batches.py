"""How large must a batch be to pay? For the commercial director: serial and custom lines by the size of their batch."""

import streamlit as st

from analysis.findings import custom_findings, sentences
from analysis.kinds import custom_serial
from dashboard import charts, missing_link, page, tables
from dashboard.charts import custom_charts
from dashboard.orders import custom_sections
from dashboard.view import here

BATCH = ("batch", "kind", *custom_serial.BATCH_METRICS)

at = here()
data, scope, words = at.data, at.scope, at.words

if not page.empty(at, words("batches.question")):
    rows = data.worked(custom_serial.by_batch, scope)
    page.head(
        at, words("batches.question"), sentences.say(words, custom_findings.batches_said(rows))
    )
    missing_link.show(at, "kind", "true_profit", "hours")
    page.few(at)
    st.subheader(words("custom.batch"), anchor=False)
    none = missing_link.reason(at, "true_profit", otherwise=words("custom.batch.none"))
    charts.show_or_say(custom_charts.batches(rows, words), "batches", words("custom.batch"), none)
    if rows["batch"].notna().any():
        page.quiet(words("custom.batch.note"), "quiet-batch")
        tables.show(
            at,
            rows,
            custom_sections.with_some(rows, BATCH),
            key="batches",
            height="content",
            short=True,
        )
