"""Questions that a table's cells leave open: beside the file, before it goes in; each with its answers and the money at stake."""

from __future__ import annotations

import streamlit as st

from analysis.intake.questions import Question
from dashboard import state
from dashboard.data import questions
from dashboard.data.imports import import_corrections, import_preview
from dashboard.data.imports.uploaded_files import UploadedTable
from dashboard.view import View


def show(view: View, key: str, sheet: UploadedTable) -> None:
    for number, question in enumerate(sheet.questions):
        with st.container(key=f"importquestion-{key}-{number}"):
            if question.answer:
                _answered(view, key, question, number)
            else:
                _open(view, key, question, number, sheet.is_cut)


def _open(view: View, key: str, question: Question, number: int, is_cut: bool) -> None:
    words = view.words
    said = [
        words("import.question.said", question=questions.sentence(words, question)),
        words("import.question.open", taken=questions.answer(words, question, question.taken)),
        questions.stake(words, question, is_cut),
    ]
    st.warning(import_preview.plain_lines(said))
    widget = import_corrections.widget(view, "answer", key, str(number))
    import_corrections.set_widget(widget, None)
    st.radio(
        words("import.question.choose"),
        question.answers,
        key=widget,
        index=None,
        horizontal=False,
        format_func=lambda a: questions.answer(words, question, a),
        on_change=_take,
        args=(key, question, widget),
    )


def _answered(view: View, key: str, question: Question, number: int) -> None:
    words = view.words
    is_new = bool(import_corrections.of(key).answers.get(question.id))
    said = words(
        f"import.question.{'answered' if is_new else 'remembered'}",
        question=questions.sentence(words, question),
        taken=questions.answer(words, question, question.answer),
    )
    st.text(said)
    st.button(
        words("import.question.again"),
        key=f"import.again.{key}.{number}",
        type="tertiary",
        on_click=import_corrections.put_answer,
        args=(key, question.id, ""),
    )


def _take(key: str, question: Question, widget: str) -> None:
    """What is none of the answers is none."""
    if (answer := state.get(widget)) in question.answers:
        import_corrections.put_answer(key, question.id, answer)
