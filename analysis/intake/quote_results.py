"""What became of an offer, by the words that people write: won, lost, no decision or open.

What doesn't say it is unknown, never lost. An offer that died without a decision (frozen, put off, no answer) was lost to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from analysis.dictionary.codes import QUOTE_RESULTS
from analysis.intake.sqltext import literal

_EDGE = "(^|[^a-zа-я])"  # \b knows Latin letters only
_PATTERNS = {
    "no decision": (
        r"(нет|без|отсутств[а-я]*)[ -]+(решени|ответ|обратной)|решени[ея] (еще )?не принят|не принят[оа]? решени|не (решил|определил)"
        r"|заморож|замороз|отлож|отклад|перенес|перенос|приостан|на паузе|пауза|не ?актуал|не состоял|молч[иа]|не отвеча|не ответил"
        r"|потеря(ли|н) (контакт|связь)|отмен[аеи]|отозван|истек|просроч|заглох"
        r"|no (decision|response|answer|reply)|undecided|on hold|postpon|deferred|frozen|stalled|cancel|expired|withdrawn|unanswered"
        r"|abandon|dormant|ghosted|no budget|went silent"
    ),
    "not won": (
        r"не (выигр|принят|побед|реализ|подошл|прошл|устро|куп|заказал)|неуспеш|неудач|безуспеш|not (won|accepted|awarded)"
        r"|unsuccess"
    ),
    "won": (
        r"выигр|побед|успе[шх]|принят|заключен|заключил|подписан|заказал|куплен|купил|продан|сделка состоял|реализован"
        r"|closed ?won|(заказ|договор|контракт)$|заказ (размещ|получ|оформ|подтвержд)|перевед[а-я]* в заказ"
        r"|won|win($|[ n])|accepted|awarded|ordered|sold|purchased|converted|success"
        r"|order (placed|received|confirmed)|sales order"
    ),
    "lost": (
        r"проигр|отказ|отклон|потер|утрачен|провал|конкурент|друго(й|го|му) (поставщик|исполнител|производител)|ушл[аи]? к"
        r"|выбра(н|ли) друг|дорого|lost|loss|lose|closed ?lost|reject|declin|denied|refus|competitor|failed"
    ),
    "open": (
        r"в работ|открыт|рассматрив|рассмотрен|ожид|жд[еуё]|отправлен|выслан|направлен|выставлен|в процессе|на согласован|перегово"
        r"|черновик|подготов|готовится|новое|новый|новая|активн|действу|текущ|думает|торг|open|pending|sent|draft|in progress|in review"
        r"|new|negotiat|active|ongoing|submitted|awaiting|waiting|presented|under (review|consideration)|issued|delivered"
    ),
}
VALUES = QUOTE_RESULTS
# A contest that is won or lost; an order is refused too, yet none is turned into an order or thought over by the client.
_OF_A_CONTEST = r"выигр|проигр|побед|тендер|конкурент|дорого|won|lost|win$|loss$"
_REFUSED = r"отказ|отклон|reject|declin|refus"
_OF_AN_OFFER = (
    r"(заказ|договор|контракт)$|в заказ|переговор|рассмотр|рассматрив|думает|торг|отправлен|выслан|направлен"
    r"|ordered|sent|submitted|negotiat|under (review|consideration)|awaiting|presented"
)
_UNDERSTOOD = 0.9  # of the statuses


def meant(text: str) -> str:
    """SQL: won, lost, no decision or open; NULL where the words say none of them, or two."""
    plain = f"replace(lower(trim({text})), 'ё', 'е')"
    says = {
        value: f"regexp_matches({plain}, {literal(f'{_EDGE}({pattern})')})"
        for value, pattern in _PATTERNS.items()
    }
    said_once = " + ".join(f"CAST({says[v]} AS INT)" for v in ("won", "lost", "open"))
    return (
        f"CASE WHEN {text} IN ({', '.join(map(literal, VALUES))}) THEN {text} "
        f"WHEN {says['no decision']} THEN 'no decision' WHEN {says['not won']} THEN 'lost' "
        f"WHEN {said_once} <> 1 THEN NULL WHEN {says['won']} THEN 'won' WHEN {says['lost']} THEN 'lost' WHEN {says['open']} THEN 'open' END"
    )


@cache
def _says(pattern: str, text: str) -> bool:
    return re.search(f"{_EDGE}({pattern})", text.strip().lower().replace("ё", "е")) is not None


def _is_understood(text: str) -> bool:
    return any(_says(pattern, text) for pattern in _PATTERNS.values())


def are_of_offers(statuses: Sequence[str]) -> bool:
    """Whether these statuses can only be those of offers: they speak of what is won and lost, or of a refusal beside an order."""
    given = [status for status in statuses if status.strip()]
    understood = sum(map(_is_understood, given))
    if not given or understood < _UNDERSTOOD * len(given):
        return False
    if any(_says(_OF_A_CONTEST, status) for status in given):
        return True
    refused = any(_says(_REFUSED, status) for status in given)
    return refused and any(_says(_OF_AN_OFFER, status) for status in given)
