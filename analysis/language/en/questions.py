"""Questions before the import: their words stand in analysis.intake.questions, here is what the page says around them."""

from analysis.intake.questions import KINDS

TEXTS: dict[str, str] = {
    **{f"question.{code}": kind.sentence for code, kind in KINDS.items()},
    **{
        f"answer.{code}.{answer}": text
        for code, kind in KINDS.items()
        for answer, text in kind.answers.items()
    },
    "warning.open_question": "{said} Read as: {taken}. What depends on it: {money}.",
    "import.question.said": "Question: {question}",
    "import.question.open": "Until somebody answers, it is read so: {taken}.",
    "import.question.stake": "What depends on it: {name}, {amount}.",
    "import.question.stake_first": "What depends on it (in the file's first rows): {name}, {amount}.",
    "import.question.stake_unknown": "How much money depends on it isn't known.",
    "import.question.answered": "Question: {question} Answer: {taken}.",
    "import.question.remembered": "Question: {question} Remembered answer: {taken}.",
    "import.question.again": "Ask again",
    "import.question.choose": "Your answer",
    "import.question.safe": "{answer} (safe reading)",
}
