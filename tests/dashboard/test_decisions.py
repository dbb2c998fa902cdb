"""The page of decisions: proposals in words, what people keep, what comes back, undo; the letter."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from docx import Document

import analysis
from analysis import DealfitError
from analysis.actions import change_history
from analysis.decisions import client_letter
from analysis.findings import decision_findings
from analysis.journal import client_decisions, shared_state
from analysis.journal.client_decisions import ACCEPTED, CHANGED, POSTPONED
from analysis.journal.settings.letterhead import Letterhead
from tests.dashboard.test_fit_profit import small_plant, table

TODAY = dt.date.today()


@pytest.fixture(scope="module")
def built_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_plant(tmp_path_factory.mktemp("built"))


@pytest.fixture
def root(built_root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_root, tmp_path / "workspace"))


def row_of(root: Path, client: str) -> dict[Any, Any]:
    with analysis.open_workspace(root) as ws:
        rows = ws.table("client_decision")
    return dict(rows[rows["client_id"] == client].iloc[0])


def test_proposals_stand_by_urgency_with_the_price_that_mends_them(
    screen: Callable, root: Path
) -> None:
    rows = table(screen(root, "decisions"), "why")
    found = rows.set_index("client_name")
    # B: (0.15 × 500 + 100) ÷ (0.85 × 500) = 175 ÷ 425; D: (30 + 60) ÷ 170; E: 15 − 10 = 5 to the target
    assert found.loc["Client B", ["at_stake", "price_rise"]].tolist() == pytest.approx(
        [175, 175 / 425]
    )
    assert found.loc["Client D", ["at_stake", "price_rise"]].tolist() == pytest.approx(
        [90, 90 / 170]
    )
    assert set(found["kept"]) == {"не решено"}


def test_what_is_kept_comes_back_on_its_date(root: Path) -> None:
    entry = client_decisions.keep(
        root, row_of(root, "B"), "build", POSTPONED, "reprice", " ask in spring ", TODAY, "Анна"
    )
    kept = client_decisions.in_force(root)["B"]
    assert (kept.status, kept.note, kept.who) == (POSTPONED, "ask in spring", "Анна")
    assert kept.is_due(TODAY)
    assert not kept.is_due(TODAY - dt.timedelta(days=1))
    assert kept.known["true_profit"] == -100
    assert kept.known["true_margin"] == pytest.approx(-0.2)
    assert kept.known["hours"] == 2
    assert kept.known["build"] == "build"
    with analysis.open_workspace(root) as ws:
        rows = ws.table("client_decision")
    assert (
        decision_findings.by_urgency(rows, client_decisions.in_force(root), TODAY)[
            "client_id"
        ].iloc[0]
        == "B"
    )
    later = client_decisions.keep(
        root, row_of(root, "B"), "build", ACCEPTED, "refuse", "", None, "Анна"
    )
    assert client_decisions.in_force(root)["B"].status == CHANGED  # not what was proposed
    client_decisions.undo(root, later, "Пётр")
    assert client_decisions.in_force(root)["B"].id == entry
    assert [e.undone_by for e in client_decisions.history(root, "B")] == ["Пётр", None]


def test_a_decision_says_who_and_a_postponed_one_when(root: Path) -> None:
    row = row_of(root, "B")
    with pytest.raises(DealfitError, match="who"):
        client_decisions.keep(root, row, "build", ACCEPTED, row["decision"], "", None, " ")
    with pytest.raises(DealfitError, match="when"):
        client_decisions.keep(root, row, "build", POSTPONED, row["decision"], "", None, "Анна")
    assert client_decisions.history(root) == []


def test_the_director_accepts_on_the_page(screen: Callable, root: Path) -> None:
    shown = screen(root, "decisions", of="A")
    who = next(t for t in shown.app.text_input if t.label == "Кто вносит")
    who.input("Анна")
    next(b for b in shown.app.button if b.label == "Записать решение").click()
    shown.app.run()
    assert not shown.app.exception
    kept = client_decisions.in_force(root)["A"]
    assert (kept.status, kept.who) == (ACCEPTED, "Анна")
    assert kept.decision == row_of(root, "A")["decision"]
    assert any(t.startswith("Принято: ") for t in shown.texts)


def test_the_clients_page_shows_the_proposal_and_what_was_decided(
    screen: Callable, root: Path
) -> None:
    client_decisions.keep(
        root, row_of(root, "B"), "build", CHANGED, "refuse", "<b>no</b>", None, "Анна"
    )
    shown = screen(root, "client", id="B", lang="en")
    assert any(t.startswith("Decided otherwise: refuse (Анна, ") for t in shown.texts)
    assert "Note: <b>no</b>" in shown.texts
    assert any("No orders since" in t for t in shown.texts)


def test_what_happened_after_stands_beside_what_was_known(screen: Callable, root: Path) -> None:
    """B's two orders are of 10 and 11 January; decided on the 11th, one order of 250 at −50 and one hour came since."""
    client_decisions.keep(root, row_of(root, "B"), "build", ACCEPTED, "reprice", "", None, "Анна")
    with shared_state.opened(root) as con:
        con.execute("update decisions set at = '2025-01-11T09:00:00'")
    shown = table(screen(root, "decisions", of="B", lang="en"), "since_then").set_index("title")
    assert shown.loc["Orders"].tolist() == ["2", "1"]
    assert [v.replace("\u00a0", " ") for v in shown.loc["True margin"]] == ["−20.0%", "−20.0%"]
    assert [v.replace("\u00a0", " ") for v in shown.loc["Hours"]] == ["2 h", "1 h"]


def test_every_decision_stands_in_the_history_and_is_undone_there(
    screen: Callable, root: Path
) -> None:
    row = row_of(root, "B")
    client_decisions.keep(
        root, row, "build", POSTPONED, "reprice", "ask in spring", dt.date(2030, 1, 2), "Анна"
    )
    client_decisions.keep(root, row, "build", CHANGED, "refuse", "", None, "Пётр")
    shown = screen(root, "method", part="history")
    told = table(shown, "became").iloc[:2]
    assert told[["changed_by", "subject", "was", "became", "changed_why"]].values.tolist() == [
        [
            "Пётр",
            "Решение: Client B",
            "отложено: поднять цену, вернуться 02.01.2030",
            "решено иначе: отказать",
            "—",
        ],
        [
            "Анна",
            "Решение: Client B",
            "—",
            "отложено: поднять цену, вернуться 02.01.2030",
            "ask in spring",
        ],
    ]
    next(t for t in shown.app.text_input if t.key == "who-undo").set_value("Орлова")
    next(b for b in shown.app.button if b.label == "Вернуть как было до него").click().run()
    assert not shown.app.exception
    assert client_decisions.in_force(root)["B"].who == "Анна"
    undone = shared_state.history(root)[0]
    assert (undone.what, undone.who) == ("decision", "Орлова")
    assert not change_history.can_undo(undone)
    with pytest.raises(DealfitError, match="taken back already"):
        change_history.undo(root, shared_state.history(root)[1], "Орлова", "")


def test_undo_asks_for_a_name_and_takes_it(screen: Callable, root: Path) -> None:
    entry = client_decisions.keep(
        root, row_of(root, "B"), "build", ACCEPTED, "refuse", "", None, "Анна"
    )
    shown = screen(root, "decisions", of="B")
    next(b for b in shown.app.button if b.key == f"decision.undo.{entry}").click().run()
    assert shown.app.error[0].value.startswith("Укажите, кто вносит изменение")
    assert "B" in client_decisions.in_force(root)
    shown.app.text_input(key="who-decision-B").set_value("Пётр")
    next(b for b in shown.app.button if b.key == f"decision.undo.{entry}").click().run()
    assert not shown.app.exception
    assert client_decisions.in_force(root) == {}
    assert client_decisions.history(root, "B")[0].undone_by == "Пётр"


def test_the_most_urgent_are_told_in_plain_text_and_what_was_decided_with_what_came_of_it(
    screen: Callable, root: Path
) -> None:
    """Decided on 11 January: B's order of the 11th is 250 at −50, so −20 % since; D has the other order of the 11th."""
    client_decisions.keep(root, row_of(root, "B"), "build", ACCEPTED, "reprice", "", None, "Анна")
    with shared_state.opened(root) as con:
        con.execute("update decisions set at = '2025-01-11T09:00:00'")
    shown = screen(root, "decisions")
    assert any(t.endswith("До цели не хватает 90 ₽.") for t in shown.texts)  # D: 30 + 60
    assert not any(t.endswith("До цели не хватает 175 ₽.") for t in shown.texts)  # B is decided
    made = table(shown, "margin_since").iloc[0]
    assert made[
        ["client_name", "margin_then", "margin_since", "orders_since", "profit_since"]
    ].tolist() == [
        "Client B",
        pytest.approx(-0.2),
        pytest.approx(-0.2),
        1,
        -50,
    ]


def known_row(root: Path, **more: Any) -> dict[Any, Any]:
    """B averages 6 rounds and pays after 120 days; the portrait allows 3 and 90; 41.18 % more would bring the target."""
    return {
        **row_of(root, "B"),
        "decision": "reprice",
        "min_batch": 26,
        "approval_rounds": 6.0,
        "rounds_in_price": 3,
        "usual_lead_days": 81,
        "price_rise": 0.4118,
        "payment_days": 120.0,
        "days_to_pay": 90,
        **more,
    }


def test_the_letter_sets_out_what_is_known(root: Path) -> None:
    row = known_row(root)
    russian, english = client_letter.draft(row, "ru"), client_letter.draft(row, "en")
    for part in (
        "1. Цена: со следующего заказа повышается на 45\u00a0%",
        "Минимальная партия: 26\u00a0шт.",
        "до 3 кругов",
        "до 81 дня",
        "не позднее 90 дней",
        "один уполномоченный представитель",
    ):
        assert part in russian
    for part in (
        "rises by 45%",
        "26 pieces",
        "up to 3 rounds",
        "up to 81 days",
        "within 90 days",
        "one authorised person",
    ):
        assert part in english
    terms = client_letter.draft(
        row, "ru", "set expectations"
    )  # the terms first: the price is what the old ones would cost
    assert terms.index("1. Минимальная партия") < terms.index(
        "При прежних условиях мы готовы работать, если цена будет выше на 45\u00a0%"
    )
    unknown = {
        **row,
        "min_batch": None,
        "approval_rounds": float("nan"),
        "usual_lead_days": None,
        "price_rise": None,
    }
    assert "None" not in client_letter.draft(unknown, "ru")
    assert "nan" not in client_letter.draft(unknown, "ru")


def test_a_clients_own_habit_is_no_term(root: Path) -> None:
    """Six rounds are its habit, not an offer; within the norm there is nothing to ask for."""
    assert "6" not in client_letter.draft(
        known_row(root, min_batch=None), "ru", "set expectations"
    ).replace("____", "")
    within = client_letter.draft(known_row(root, approval_rounds=2.0, payment_days=30.0), "ru")
    assert "Согласования" not in within
    assert "Оплата" not in within
    assert "оплачиваются отдельно" in client_letter.draft(known_row(root, rounds_in_price=0), "ru")


@pytest.mark.parametrize(
    ("rise", "asked"),
    [(0.567, "60"), (0.55, "55"), (0.001, "5"), (0.05, "5"), (0.051, "10"), (1.02, "105")],
)
def test_prices_are_asked_for_in_steps(root: Path, rise: float, asked: str) -> None:
    assert f"повышается на {asked}\u00a0%" in client_letter.draft(
        known_row(root, price_rise=rise), "ru"
    )
    assert f"повышается на {rise * 100:g}\u00a0%".replace(".", ",") in client_letter.draft(
        known_row(root, price_rise=rise), "ru", step=0
    )


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_letter_for_each_decision(root: Path, lang: str) -> None:
    row = known_row(root)
    letters = {
        decision: client_letter.draft(row, lang, decision) for decision in client_letter.WRITTEN
    }
    assert len(set(letters.values())) == 4
    assert "%" not in letters["refuse"]  # a refusal offers no terms
    assert "1." not in letters["refuse"]
    assert "%" not in letters["grow"]
    assert "%" in client_letter.draft(
        row, lang, "refuse", note="поднимаем цену"
    )  # unless the note says so


@pytest.mark.parametrize(
    ("decision", "note", "doubt"),
    [
        ("refuse", "поднимаем цену", "offers"),
        ("refuse", "raise the price first", "offers"),
        ("refuse", "согласны при партии от 100", "offers"),
        ("refuse", "не наш клиент", None),
        ("refuse", "", None),
        ("keep", "поднять цену на 10 %", "asks"),
        ("grow", "отказать", "refuses"),
        ("reprice", "поднять цену", None),
        ("reprice", "не отказывать", None),
        ("set expectations", "прекращаем работу", "refuses"),
    ],
)
def test_a_note_that_says_otherwise_is_noticed(decision: str, note: str, doubt: str | None) -> None:
    assert client_letter.doubt(decision, note) == doubt


def test_the_letter_greets_by_name_and_bears_the_plants_head(root: Path) -> None:
    contacts = pd.DataFrame(
        [
            ("B", "Орлов П.", "contact", None),
            ("B", "Громова А. П.", "ЛПР", None),
            ("B", "Злой В.", "ЛПР", "against"),
            ("C", "Иной", "ЛПР", None),
        ],
        columns=["client_id", "name", "role", "stance"],
    )
    assert client_letter.contact_of(contacts, "B") == "Громова А. П."
    assert client_letter.contact_of(contacts, "D") is None
    head = Letterhead("ООО «Датчик»", "Калуга, Заводская, 1", "Директор Ким")
    text = client_letter.draft(known_row(root), "ru", head=head, contact="Громова А. П.")
    assert text.startswith(
        "ООО «Датчик»\nКалуга, Заводская, 1\n\nClient B\n\nЗдравствуйте, Громова А. П.!\n"
    )
    assert text.endswith("С уважением,\nДиректор Ким\nООО «Датчик»")
    plain = client_letter.draft(known_row(root), "en")
    assert "Dear colleagues," in plain
    assert plain.endswith("Yours sincerely,\n____ (name, post, telephone)")


@pytest.mark.parametrize(
    ("client", "name"),
    [
        ('ООО "Вектор-Д"', "Письмо ООО Вектор-Д 2025-03-01.docx"),
        ("../../etc/passwd", "Письмо etc passwd 2025-03-01.docx"),
        ('a<b>:"/\\|?*\n\x00', "Письмо a b 2025-03-01.docx"),
        ("CON", "Письмо CON 2025-03-01.docx"),
        ("…", "Письмо 2025-03-01.docx"),
        ("Ж" * 300, f"Письмо {'Ж' * 60} 2025-03-01.docx"),
    ],
)
def test_the_file_is_named_after_client_and_day(client: str, name: str) -> None:
    assert client_letter.file_name(client, dt.date(2025, 3, 1), "ru", "docx") == name


@pytest.mark.parametrize(("lang", "spelling"), [("ru", "ru-RU"), ("en", "en-GB")])
def test_the_letter_as_a_word_document_is_the_edited_text(lang: str, spelling: str) -> None:
    text = "ООО «Ёлка» <b>&amp;</b>\n\n1. 5\u00a0%\x0b\x00 =cmd|A1\n"
    letter = Document(io.BytesIO(client_letter.docx(text, lang)))
    assert [p.text for p in letter.paragraphs] == [
        "ООО «Ёлка» <b>&amp;</b>",
        "",
        "1. 5\u00a0% =cmd|A1",
        "",
    ]
    assert f'w:lang w:val="{spelling}"' in letter.styles["Normal"].element.xml
    assert letter.core_properties.author == ""


def test_the_letter_follows_what_was_decided(screen: Callable, root: Path) -> None:
    """E is only kept, by the proposal: no letter; decided otherwise, there is one."""
    assert row_of(root, "E")["decision"] == "keep"
    shown = screen(root, "decisions", of="E")
    assert not any("Уважаемые" in str(t.value) for t in shown.app.text_area)
    client_decisions.keep(
        root, row_of(root, "E"), "build", CHANGED, "set expectations", "", None, "Анна"
    )
    shown = screen(root, "decisions", of="E")
    assert any("Уважаемые" in str(t.value) for t in shown.app.text_area)


def test_hostile_names_are_shown_as_they_are(screen: Callable, hostile_root: Path) -> None:
    rows = table(screen(hostile_root, "decisions"), "why")
    assert any("<script>" in name for name in rows["client_name"])


def test_the_page_works_without_cost_and_hours(screen: Callable, bare_root: Path) -> None:
    """Nothing is advised where nothing is known (METHOD's contract: one of five decisions, or none)."""
    rows = table(screen(bare_root, "decisions", lang="en"), "why")
    assert set(rows["decision"]) == {"not judged"}
    assert set(rows["confidence"]) == {"low"}


def test_without_cost_and_hours_nothing_is_urgent_and_nothing_is_approved(
    screen: Callable, bare_root: Path
) -> None:
    shown = screen(bare_root, "decisions")
    n = len(next(t.value for t in shown.app.dataframe if "decision" in t.value.columns))
    assert any(t.startswith(f"По {n} клиентам из {n} предложения нет") for t in shown.texts)
    assert not any("Перемен не предлагается" in t for t in shown.texts)
    assert not [
        b for b in shown.app.button if " — без изменений" in b.label or " — мало данных" in b.label
    ]
