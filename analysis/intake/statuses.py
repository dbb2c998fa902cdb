"""What the status of an order says of its revenue: done, in progress or cancelled; whole statuses, never parts of words."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from analysis.intake.patterns import bounded

_NUMBERED = bounded(r"^(?:\d+\s*[.)\-–—]?\s+|\d+[.)]\s*)?(?:(?:заказ|документ|order)\s+)?(?=\S)")
State = Literal["done", "in progress", "cancelled"]


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|"))


# With more words after them these still say the same («Отменён покупателем»), though a person should look at it.
BEGINNINGS: dict[State, tuple[str, ...]] = {
    "cancelled": _list(
        "отменен|отменено|отменена|отмена|аннулирован|аннулировано|аннулирована|аннулирование|удален|удалено|удалена"
        "|помечен на удаление|помечен к удалению|пометка удаления|отказ|отказано|отклонен|отклонено|отклонена|расторгнут"
        "|расторгнуто|расторгнута|сторнирован|сторнировано|сторнирована|недействителен|недействительно|не состоялся|не состоялась"
        "|закрыто и не реализовано|закрыта и не реализована|закрыт и не реализован|закрыто не реализовано"
        "|сделка провалена|провалена|провален|сделка проиграна|проиграна|проигран|проиграно|сделка потеряна|потеряна"
        "|потерян|потеряно"
        "|упущена|упущен|сорвана|сорван|сорвалась|неуспешно|неуспешная|неуспешна|не успешно|закрыта неуспешно|закрыто неуспешно"
        "|закрыт неуспешно|слив|клиент отказался|отказ клиента|анализ причины провала|нецелевой|спам|дубль"
        "|нереализовано|нереализована|нереализован|закрыто и нереализовано|закрыта и нереализована|закрыт и нереализован"
        "|мусор|мусорный|некачественный|неквалифицирован|неквалифицированный|не квалифицирован|неактуально|не актуально"
        "|неактуален|не интересно|не заинтересован|нет бюджета|нет потребности|выбрал конкурента|выбрали конкурента|ушел к конкуренту"
        "|ушли к конкуренту|отвал|отвалился|потеря|сделка не состоялась|тендер проигран|брак лида"
        "|junk|trash|unqualified|not qualified|bad lead|not interested|no budget|lost to competitor|dropped|withdrawn|expired"
        "|verloren|storniert|abgelehnt|perdu|annule|perdida|cancelado"
        "|lost|closed lost|deal lost|close lost|lose|apology|dead|disqualified|abandoned|unsuccessful|failed|no deal"
        "|not won|churned|closedlost|closelost"
        "|cancelled|canceled|cancel|void|voided|deleted|rejected|declined|annulled|terminated|reversed|refused|invalid"
    ),
    "in progress": _list(
        "в работе|в производстве|в процессе|в обработке|на согласовании|на утверждении|на рассмотрении|черновик|приостановлен"
        "|приостановлено|приостановлена|отложен|отложено|не проведен|не проведено|не проведена|не подтвержден|не подтверждено"
        "|переговоры|первичный контакт|принимают решение|согласование договора|согласование кп|коммерческое предложение"
        "|кп отправлено"
        "|квалификация|подготовка документов|подготовка кп|счет на предоплату|финальный счет|счет выставлен|неразобранное"
        "|новая заявка"
        "|договор на подписании|ожидает решения|думает"
        "|in progress|in process|in production|in work|processing|draft|on hold|awaiting approval|pending approval"
    ),
}
STATES: dict[State, tuple[str, ...]] = {
    "cancelled": _list("закрыт (отмена)|закрыт с отменой|провал|проигрыш"),
    "in progress": _list(
        "wip|open|new|created|pending|планируется|запланирован|запланировано|planned|scheduled|новый|новая|новое|открыт|открыто"
        "|открыта|ожидает|ожидание|предварительный|предварительно|не утвержден|не согласован|не согласовано|не выполнен"
        "|не выполнено|не завершен|не завершено|не закрыт|не отгружен|не отгружено|не готов|не исполнен|согласование|утверждение"
        "|к обеспечению|ожидается согласование|ожидается аванс (до обеспечения)|готов к обеспечению"
        "|ожидается предоплата (до отгрузки)|ожидается обеспечение|готов к отгрузке|в процессе отгрузки|в резерве|в плане"
        "|in review|under review|on approval|unconfirmed|not confirmed|not posted|unposted|held|suspended|backordered"
        "|awaiting shipment|not shipped|quote|quotation|prospecting|qualification|qualified|needs analysis|value proposition"
        "|id decision makers|perception analysis|proposal|proposal price quote|price quote|negotiation|negotiation review"
        "|appointment scheduled"
        "|qualified to buy|presentation scheduled|decision maker bought in|decision maker bought-in|contract sent|lead"
        "|demo scheduled|in negotiation"
        "|не реализовано|не реализована|не реализован|preparation|prepayment invoice|executing|final invoice"
        "|сделка в работе|в процессе сделки|лид|первый контакт|заявка|сделка открыта"
    ),
    "done": _list(
        "done|closed|complete|completed|finished|shipped|partially shipped|delivered|partially delivered|invoiced|billed|paid"
        "|fulfilled|posted|sold|settled|выполнен|выполнено|выполнена|частично выполнен|закрыт|закрыто|закрыта|завершен|завершено"
        "|завершена|исполнен|исполнено|исполнена|отгружен|отгружено|отгружена|частично отгружен|отгружен частично"
        "|отгружено частично|частично отгружено|отгружен полностью|полностью отгружен|реализован|реализовано|реализована"
        "|доставлен|доставлено|доставлена|поставлен|поставлено|оплачен|оплачено|оплачена|частично оплачен|не оплачен|сдан|сдано"
        "|сдана|проведен|проведено|проведена|продан|продано|выдан|выдано|получен|получено|ожидается оплата (после отгрузки)"
        "|готов к закрытию|закрыт успешно|успешно реализовано|не отменен|не отменено|не отменена|не удален|не аннулирован"
        "|успешно реализована|успешно реализован|сделка успешна|сделка успешная|успешно|успешна|успешная|успех"
        "|сделка выиграна|выиграна|выигран"
        "|выиграно|победа|сделка заключена|закрыто успешно|закрыта успешно|закрыто и реализовано|закрыта и реализована"
        "|сделка закрыта"
        "|won|closed won|deal won|win|closedwon|won deal|success|successful|closed successfully"
        "|не сторнирован|без отмены|без отказа|not cancelled|not canceled|not deleted"
    ),
}
_JOINED = re.compile(
    r"[_/]|(?<=[a-z])-(?=[a-z])|(?<=\s)[-–—](?=\s)"
)  # Closed-Lost, «Closed — Lost»
_MARKS = re.compile(r"[():;,>|]+")  # between the parts of a status
# A reversal may be an entry of its own with a negative amount: known, and still named in the notice.
DOUBTFUL: dict[str, State] = {"сторно": "cancelled", "reversal": "cancelled", "storno": "cancelled"}
_KNOWN = {
    word: state
    for known in (BEGINNINGS, STATES)
    for state, words in known.items()
    for word in words
}


def plain(status: str) -> str:
    """Lower case, single spaces, е for ё; without a number before it («3. Отгружен») or the word «заказ»."""
    text = " ".join(_JOINED.sub(" ", status.lower().replace("ё", "е")).split()).strip(" .,;:!")
    text = re.sub(r"^c\d+:", "", text)  # Bitrix24's funnels: C5:WON
    return _NUMBERED.sub("", text)


@cache
def state_of(status: str) -> tuple[State, bool]:
    """The state, and whether the vocabulary has the status as a whole. A status of no known meaning counts as done."""
    text = plain(status)
    if found := _known(text) or _known(" ".join(_MARKS.sub(" ", text).split())):
        return found
    parts = [
        found[0] for part in _MARKS.split(text) if (found := _known(part.strip()))
    ]  # «Сделка закрыта: проиграна»
    return next((state for state in ("cancelled", "in progress") if state in parts), "done"), False


def _known(text: str) -> tuple[State, bool] | None:
    """The state of these words, as a whole or as a beginning; None for none."""
    if state := _KNOWN.get(text):
        return state, True
    if doubtful := DOUBTFUL.get(text):
        return doubtful, False
    begun = (
        s
        for s, words in BEGINNINGS.items()
        if any(re.match(rf"{re.escape(word)}\b", text) for word in words)
    )
    return next(((state, False) for state in begun), None)
