"""Which stage a text of a file means: by number or name, any case, either language; what means none is not guessed."""

from __future__ import annotations

import pytest

from analysis.advice.leads import stage_words
from analysis.journal.settings.sale_stages import USUAL

NUMBERS = stage_words.numbers_of((s.number, (s.ru, s.en, *s.also)) for s in USUAL)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("2", 2),
        ("2.0", 2),
        (" этап 2 ", 2),
        ("Stage 5", 5),
        ("Этап 2: ЛПР найден", 2),
        ("2. АПР, ЛПР и ЛВР определены", 2),
        ("рамочное кп", 4),
        ("FRAMEWORK OFFER", 4),
        ("Потребности  выявлены", 3),
        ("4) Потребность выявлена", 3),  # the name, not the number
        ("2. Квалификация", None),
        ("6", None),
        ("Этап 9", None),
        ("Prospecting", None),
        ("", None),
        ("2024-05", None),
    ],
)
def test_a_stage_is_known_by_number_or_name(text: str, stage: int | None) -> None:
    assert stage_words.meant(text, NUMBERS) == stage_words.StageMeant(stage)


@pytest.mark.parametrize(
    ("text", "result"), [("Won", "won"), ("Сделка проиграна", "lost"), ("closed won", "won")]
)
def test_a_stage_may_say_the_result(text: str, result: str) -> None:
    assert stage_words.meant(text, NUMBERS) == stage_words.StageMeant(result=result)
