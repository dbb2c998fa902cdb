"""What is wrong with a setting, in the reader's language."""

from __future__ import annotations

from analysis import DealfitError
from analysis.errors.phrases import Phrase
from analysis.language import Words, troubles
from dashboard.data import file_trouble


def sentence(words: Words, trouble: DealfitError) -> str:
    return file_trouble.sentence(words, file_trouble.of(trouble))


def beside(words: Words, trouble: DealfitError, as_share: bool) -> str:
    """Short, for a place beside the field: only what to write."""
    mend = trouble.details.get("mend")
    if not isinstance(mend, Phrase):
        return sentence(words, trouble)
    text = troubles.phrase(words, mend, as_share=as_share)
    return text[:1].upper() + text[1:] + "."
