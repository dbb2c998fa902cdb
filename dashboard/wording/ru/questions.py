"""Questions before the import: what a file's own cells can't tell, by kind, and the answers (see analysis.intake.questions)."""

TEXTS: dict[str, str] = {
    "import.question.said": "Вопрос: {question}",
    "import.question.open": "Пока никто не ответил, читается так: {taken}.",
    "import.question.stake": "От ответа зависит: {name} — {amount}.",
    "import.question.stake_first": "От ответа зависит (в первых строках файла): {name} — {amount}.",
    "import.question.stake_unknown": "Сколько денег от этого зависит, неизвестно.",
    "import.question.answered": "Вопрос: {question} Ответ: {taken}.",
    "import.question.remembered": "Вопрос: {question} Запомненный ответ: {taken}.",
    "import.question.again": "Спросить снова",
    "import.question.choose": "Ваш ответ",
    "import.question.safe": "{answer} (осторожно)",
    "question.day_or_month": "по «{header}» нельзя понять, что раньше, день или месяц ({sample}).",
    "answer.day_or_month.refuse": "таблицу не загружать",
    "answer.day_or_month.dmy": "сначала день: 01/02 — 1 февраля",
    "answer.day_or_month.mdy": "сначала месяц: 01/02 — 2 января",
    "question.corrections": "корректировки ({header}, строк: {rows}) стоят с положительными суммами: прибавляются они к продажам или убавляют их?",
    "answer.corrections.negative": "убавляют: суммы со знаком минус",
    "answer.corrections.as_written": "прибавляются: суммы как записаны",
    "question.two_signs": "в строках ({rows}) у «{header}» разные знаки: возврат это или продажа?",
    "answer.two_signs.negative": "возврат: количество и суммы со знаком минус",
    "answer.two_signs.as_written": "как записано",
}
