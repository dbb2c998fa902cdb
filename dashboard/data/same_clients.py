"""Is this one client or several? For whoever keeps the client list: pairs to ask about, the answers, and taking them back."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from analysis import Scope
from analysis.findings import sentences
from analysis.journal import same_clients
from analysis.same_clients import same_client_proposals
from dashboard import page, state
from dashboard.data.duplicates import same_client_answers, same_client_pairs
from dashboard.method import who_and_why
from dashboard.view import here

at = replace(here(), scope=Scope())  # a client is itself in any slice
words, root = at.words, Path(at.data.build.root)
found = at.data.worked(same_client_proposals.find, same_clients.different_pairs(root))
page.head(at, words("same.question"), sentences.say(words, same_client_proposals.findings(found)))
same_client_answers.done(at)
page.quiet(words("same.note" if found.pairs else "same.none"), "quiet-same")

merged, different = same_clients.merged(root), same_clients.different(root)
answers = same_client_pairs.ask(at, found.pairs)
if found.pairs or merged or different:
    with st.container(key="noprint-who"):
        who, why = who_and_why.who_and_why(at, "same")
    if found.pairs:
        same_client_answers.save(at, answers, who, why)
    state.remember_person(who)

st.subheader(words("same.merged"), anchor=False)
same_client_answers.merged(at, merged, who=state.person())
st.subheader(words("same.different"), anchor=False)
same_client_answers.different(at, different, who=state.person())
