"""A draft letter to a client: what both sides may expect. A text to edit, and its DOCX; nothing is ever sent from here."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from analysis.decisions import REPRICE
from analysis.findings import known

RU = {
    "start": "{client}\n\nУважаемые коллеги!\n\n"
    "Чтобы ваши заказы выполнялись в срок и без лишних согласований, предлагаем закрепить условия:\n",
    "price": "Цена: со следующего заказа выше на {rise} %. В ней учтены подготовка и сопровождение заказа.",
    "batch": "Минимальная партия: {batch} шт. в строке заказа.",
    "payment": "Оплата: не позднее ____ дней после отгрузки.",
    "rounds": "Согласования: в цену заказа входит до {rounds} {round_word}. Каждый следующий оплачивается отдельно: ____.",
    "lead": "Срок: до {days} {day_word} с даты заказа. Это срок, который мы действительно выдерживаем.",
    "change": "Изменения после согласования: ____ за изменение и новый срок.",
    "person": "Решения: один ответственный с вашей стороны, который согласует чертежи и сроки: ____.",
    "or_price": "\nНа прежних условиях мы готовы продолжать при цене выше на {rise} %.",
    "end": "\nГотовы обсудить условия в удобное вам время.\n\nС уважением,\n____",
}
EN = {
    "start": "{client}\n\nDear colleagues,\n\n"
    "To deliver your orders on time and without needless rounds of approval, we propose to agree on these terms:\n",
    "price": "Price: {rise}% higher from the next order on. It covers preparing and handling the order.",
    "batch": "Minimum batch: {batch} pieces per order line.",
    "payment": "Payment: within ____ days of shipment.",
    "rounds": "Approvals: the price of an order includes up to {rounds} {round_word}. Each further one is charged separately: ____.",
    "lead": "Lead time: up to {days} {day_word} from the order. This is the time that we really keep.",
    "change": "Changes after approval: ____ per change, and a new date.",
    "person": "Decisions: one person on your side who approves drawings and dates: ____.",
    "or_price": "\nOn the present terms we can go on at prices {rise}% higher.",
    "end": "\nWe are glad to discuss these terms at a time that suits you.\n\nYours sincerely,\n____",
}
WORDS = {"ru": (("раунда", "раундов"), ("дня", "дней")), "en": (("round", "rounds"), ("day", "days"))}
UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML can't hold


def draft(row: Mapping[Any, Any], lang: str, decision: str | None = None) -> str:
    """row: of client_decision; lang: ru or en; decision: the one to write for, the proposed one where not given.

    A term whose number isn't known is left out, fees are left open. Where more than a price is asked for, the price is what
    the present terms would cost.
    """
    texts, (round_words, day_words) = (RU, WORDS["ru"]) if lang == "ru" else (EN, WORDS["en"])
    rise = row["price_rise"]
    terms: list[str] = []
    closing: list[str] = []
    if known(rise) and rise > 0:
        number = f"{rise * 100:.1f}"
        price = "price" if (decision or row["decision"]) == REPRICE else "or_price"
        (terms if price == "price" else closing).append(
            texts[price].format(rise=number.replace(".", ",") if lang == "ru" else number)
        )
    if known(row["min_batch"]):
        terms.append(texts["batch"].format(batch=int(row["min_batch"])))
    if row["reason_code"] == "loss_credit":
        terms.append(texts["payment"])
    rounds = round(row["approval_rounds"]) if known(row["approval_rounds"]) else 0
    if rounds >= 1:
        terms.append(texts["rounds"].format(rounds=rounds, round_word=_form(rounds, round_words)))
    if known(row["lead_days_kept"]):
        days = int(row["lead_days_kept"])
        terms.append(texts["lead"].format(days=days, day_word=_form(days, day_words)))
    terms += [texts["change"], texts["person"]]
    numbered = [f"{place}. {term}" for place, term in enumerate(terms, 1)]
    return "\n".join([texts["start"].format(client=row["client_name"]), *numbered, *closing, texts["end"]])


def docx(text: str, lang: str) -> bytes:
    """The letter as a Word document: a paragraph per line, in the language's spelling."""
    from docx import Document  # here: only who downloads a letter waits for it
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    letter = Document()
    page, style = letter.sections[0], letter.styles["Normal"]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(1.5), Cm(2), Cm(2)
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


def _form(n: int, forms: tuple[str, str]) -> str:
    """After "up to": 1, 21, 31 … take the first form (in English only 1)."""
    is_one = n == 1 if forms[0].isascii() else n % 10 == 1 and n % 100 != 11
    return forms[0] if is_one else forms[1]
