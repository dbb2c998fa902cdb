"""What to answer the next deal? For whoever brings it, and for the commercial director: one form, one answer, kept where they say so."""

from analysis.deals import sentences
from analysis.deals.saved import saving
from dashboard import page
from dashboard.sales import deal_papers, deal_saving, new_deal_answer, new_deal_form
from dashboard.sales.sale_path import desk_link
from dashboard.view import here

view = here()
words = view.words

if not page.empty(view, words("deal.question")):
    deal, trouble = new_deal_form.read(view)
    advice = new_deal_answer.of(view, deal) if deal is not None else None
    page.head(view, words("deal.question"), sentences.headline(words, advice) if advice else [])
    desk_link.back(view)
    new_deal_form.draw(view, deal, trouble)
    if advice is not None and deal is not None:
        new_deal_answer.verdict(view, advice)
        new_deal_answer.prices(view, deal, advice)
        new_deal_answer.breaks(view, deal)
        kept = saving.to_keep(advice)
        deal_papers.sheet_for_meeting(view, kept)
        deal_papers.letter_to_client(view, kept)
        deal_saving.draw(view, kept)
        new_deal_answer.cost(view, advice)
        new_deal_answer.capacity(view, advice)
        new_deal_answer.analogues(view, advice)
