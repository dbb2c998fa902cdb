"""What is taken away of a deal: the letter to the client, the sheet for the meeting."""

from __future__ import annotations

from pathlib import Path

from analysis import storage
from analysis.deals.deal import Deal
from analysis.deals.saved import letter, meeting_sheet, saving
from analysis.deals.workspace import DealWorkspace
from analysis.decisions import client_letter
from analysis.errors import DealfitError
from analysis.journal import settings
from analysis.language import Words
from analysis.language.command_words import CommandWords
from analysis.output import one_page
from analysis.output.terminal import plain, say


def show_letter(ws: DealWorkspace, deal: Deal, lang: str) -> None:
    """The letter of the advised decision, as text. DealfitError where there is no verdict."""
    kept = saving.to_keep(ws.desk(deal.date).ask(deal))
    if not letter.written(kept.advice):
        raise DealfitError("no_letter")
    chosen = settings.in_force(ws.root)
    contact = client_letter.contact_of(ws.table("contacts"), kept.advice["client_id"] or "")
    words = Words(lang, chosen.currency)
    text = letter.draft(words, kept.asked, kept.advice, head=chosen.letter, contact=contact)
    for line in text.split("\n"):
        say(plain(line))


def write_sheet(words: CommandWords, ws: DealWorkspace, deal: Deal, out: Path | None) -> None:
    """The sheet as a PDF file. DealfitError where no file is named, or it can't be written."""
    if out is None:
        raise DealfitError("pdf_needs_file")
    kept = saving.to_keep(ws.desk(deal.date).ask(deal))
    spoken = CommandWords(words.lang, settings.in_force(ws.root).currency)
    storage.atomic_write(out, one_page.pdf(meeting_sheet.sheet(spoken, kept)))
