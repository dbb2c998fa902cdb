"""A draft letter to a client: what was decided, said to it. A text to edit, and its DOCX; nothing is ever sent from here.

Its terms are the plant's own: the portrait's limits, the norm of serial orders, what the plant keeps; never the client's habits.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.dictionary.codes import EXPECT, GROW, KEEP, REFUSE, REPRICE, TO_CHANGE
from analysis.dictionary.finding import known
from analysis.journal.settings.letterhead import Letterhead
from analysis.language import Words, words
from analysis.output.letter_frame import framed

WRITTEN = (GROW, *TO_CHANGE)  # the decisions that a client is written about
DECIDERS = ("ЛПР", "АПР", "ЛВР", "contact")  # roles of contacts, whom to write to first
LONGEST_NAME = 60  # of a client in a file's name
UNWRITABLE = re.compile(
    r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # what XML can't hold
_NOT = r"(?<!не )(?<!без )(?<!not )(?<!no )(?<!without )"
_PRICE = re.compile(
    _NOT
    + r"\b(цен[ауеы]|подн[яи]|повы[сш]|подорож|дороже|наценк|price|raise|услови|парти|terms?\b|batch)",
    re.I,
)
_REFUSAL = re.compile(_NOT + r"\b(отказ|прекра[тщ]|расста|refus|stop|drop|part ways|decline)", re.I)


def draft(
    row: Mapping[Any, Any],
    lang: str,
    decision: str | None = None,
    *,
    head: Letterhead | None = None,
    contact: str | None = None,
    note: str = "",
    step: float = 0.05,
) -> str:
    """row: of client_decision; lang: ru or en; decision: the one to write for, the proposed one where not given.

    contact: whom to greet; note: the decision's own, which alone lets a refusal offer terms; step: of prices, rounded up.
    A term whose number isn't known is left out, fees are left open. Where more than a price is asked for, the price is what
    the present terms would cost.
    """
    say = words(lang)
    head = head or Letterhead()
    decision = decision or row["decision"]
    offers = decision in (REPRICE, EXPECT) or (decision == REFUSE and _offers(note))
    opening = say(f"letter.{'refuse_offer' if decision == REFUSE and offers else decision}")
    terms, closing = _terms(say, row, decision == REPRICE, step) if offers else ([], [])
    numbered = [f"{place}. {term}" for place, term in enumerate(terms, 1)]
    talk = [say("letter.talk_grow")] if decision == GROW else [say("letter.talk")] if offers else []
    return framed(
        say,
        str(row["client_name"]),
        [opening, *numbered, *closing, *talk],
        contact=contact,
        company=head.company,
        address=head.address,
        signed_by=head.signed_by,
    )


def _terms(
    say: Words, row: Mapping[Any, Any], price_first: bool, step: float
) -> tuple[list[str], list[str]]:
    """The terms to agree on, and what closes them: the price of the present ones."""
    terms: list[str] = []
    closing: list[str] = []
    rise = row["price_rise"]
    if known(rise) and rise > 0:
        percent = _per_cent(say, stepped(float(rise), step))
        said = say("letter.price" if price_first else "letter.or_price", rise=percent)
        (terms if price_first else closing).append(said)
    if known(row["min_batch"]):
        terms.append(say("letter.batch", batch=int(row["min_batch"])))
    if (
        known(row["days_to_pay"])
        and known(row["payment_days"])
        and row["payment_days"] > row["days_to_pay"]
    ):
        terms.append(say("letter.payment", days=int(row["days_to_pay"])))
    elif row["reason_code"] == "loss_credit":
        terms.append(say("letter.payment_open"))
    if (
        known(row["rounds_in_price"])
        and known(row["approval_rounds"])
        and row["approval_rounds"] > row["rounds_in_price"]
    ):
        rounds = int(row["rounds_in_price"])
        terms.append(say("letter.rounds", rounds=rounds) if rounds else say("letter.no_rounds"))
    if known(row["usual_lead_days"]):
        terms.append(say("letter.lead", days=int(row["usual_lead_days"])))
    return [*terms, say("letter.change"), say("letter.person")], closing


def stepped(rise: float, step: float) -> float:
    """A price rise as it is asked for: in whole steps, rounded up. 0.567 in steps of 0.05: 0.6."""
    return math.ceil(round(rise / step, 9)) * step if step > 0 else rise


def _per_cent(say: Words, part: float) -> str:
    """52.9, 60: a digit only where there is one."""
    percent = round(part * 100, 1)
    return say.number(percent, 0 if percent == round(percent) else 1)


def contact_of(contacts: pd.DataFrame, client_id: str) -> str | None:
    """Whom to greet: the client's contact who decides, else who has a say; nobody who is against. contacts: the table."""
    theirs = contacts[
        (contacts["client_id"] == client_id)
        & contacts["name"].notna()
        & (contacts["stance"].fillna("") != "against")
    ]
    named = theirs[theirs["name"].astype(str).str.strip() != ""]
    if named.empty:
        return None
    rank = (
        named["role"]
        .map({role: place for place, role in enumerate(DECIDERS)})
        .fillna(len(DECIDERS))
    )
    return str(
        named.assign(rank=rank).sort_values(["rank", "name"], kind="stable")["name"].iloc[0]
    ).strip()


def doubt(decision: str, note: str) -> str | None:
    """What a note says against its decision: "offers" (a refusal with a price or terms), "refuses", "asks"; None where it agrees."""
    if decision == REFUSE:
        return "offers" if _offers(note) else None
    if _REFUSAL.search(note):
        return "refuses"
    return "asks" if decision in (KEEP, GROW) and _offers(note) else None


def _offers(note: str) -> bool:
    return bool(_PRICE.search(note))


def file_name(client: str, day: dt.date, lang: str, ending: str, named: str = "letter.file") -> str:
    """The file of a letter, or of what the text `named` says, by client and day: letters of any language, no sign that a file can't
    have in its name.
    """
    plain = re.sub(r"[^\w№-]+", " ", unicodedata.normalize("NFC", client).replace("_", " "))
    name = " ".join(plain.split())[:LONGEST_NAME].strip()
    said = words(lang)(named, client=name, day=day.isoformat())
    return f"{' '.join(said.split())}.{ending}"


def docx(text: str, lang: str) -> bytes:
    """The letter as a Word document: a paragraph per line, in the language's spelling."""
    from docx import Document  # here: only who downloads a letter waits for it
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    letter = Document()
    page, style = letter.sections[0], letter.styles["Normal"]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = (
        Cm(3),
        Cm(1.5),
        Cm(2),
        Cm(2),
    )
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.paragraph_format.space_after = Pt(0)
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), "ru-RU" if lang == "ru" else "en-GB")
    style.element.get_or_add_rPr().append(spelling)
    about = letter.core_properties
    about.author, about.title, about.comments = "", "", ""
    for line in UNWRITABLE.sub("", text).split("\n"):
        letter.add_paragraph(line)
    written = io.BytesIO()
    letter.save(written)
    return written.getvalue()
