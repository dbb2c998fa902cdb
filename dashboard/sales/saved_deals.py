"""What was answered to past deals, and what came of it? For the commercial director: versions, decisions, estimate against actual."""

import streamlit as st

from analysis.deals.saved import outcomes, saving
from analysis.deals.sentences import kept
from analysis.journal import saved_deals
from dashboard import links, page, state
from dashboard.sales import deal_papers, saved_deal_deciding, saved_deal_sections
from dashboard.view import here

view = here()
words = view.words
deals = {deal.deal_id: deal for deal in saved_deals.kept(saved_deal_deciding.root(view))}
advice = view.data.worked(outcomes.advice_of)

page.head(view, words("saved.question"), kept.head(words, advice))
if not deals:
    page.quiet(words("saved.none"), "quiet-none")
    links.to(view, "new_deal", words("saved.new"))
else:
    saved_deal_sections.listed(view, advice)
    st.subheader(words("saved.one"), anchor=False)
    ids = list(deals)
    chosen = str(
        st.selectbox(
            words("saved.choose"),
            ids,
            key=state.bind("of", ids, ids[0], stays=True),
            format_func=lambda deal_id: kept.name(words, deals[deal_id]),
            width=420,
        )
    )
    saved_deal_sections.versions(view, deals[chosen], advice)
    last = deals[chosen].accepted or deals[chosen].versions[-1]
    kept_as = saving.ToKeep(last.asked, last.advice)
    deal_papers.sheet_for_meeting(
        view, kept_as, kept.version(words, deals[chosen], last), kept.decided(words, last)
    )
    deal_papers.letter_to_client(view, kept_as, last.decision)
    saved_deal_deciding.decide(view, deals[chosen])
    saved_deal_sections.outcome(view, deals[chosen], advice)
    saved_deal_deciding.order(view, deals[chosen])
    saved_deal_deciding.history(view, deals[chosen])
