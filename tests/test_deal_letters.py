"""Letters about the deals that test_deals.py works by hand: the client reads its own deal, and nothing that the plant keeps to itself."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.deals.deal import read_deal
from analysis.deals.saved import letter, saving
from analysis.deals.saved.saving import ToKeep
from analysis.deals.workspace import DealWorkspace
from analysis.journal.settings.letterhead import Letterhead
from analysis.language import Words

LINE = {
    "product": "P-1-N",
    "base_sku": "P-1",
    "kind": "modified",
    "quantity": 3,
    "unit_price": 700,
    "material_cost": 200,
    "labour_cost": 100,
}
DAY = dt.date(2025, 2, 10)


def asked(ws: DealWorkspace, **more: Any) -> ToKeep:
    deal = read_deal({"client": 'НПО "Бета"', "date": DAY, "line": [LINE], **more})
    return saving.to_keep(ws.desk(DAY).ask(deal))


def text(kept: ToKeep, decision: str | None = None, lang: str = "ru", **more: Any) -> str:
    found = letter.draft(Words(lang), kept.asked, kept.advice, decision, **more)
    return found.replace("\u00a0", " ")


def test_terms_of_a_deal_on_too_few_cases(tiny: DealWorkspace) -> None:
    """A price of 3,072.29 reaches the target, or six pieces at 700; the scope is fixed, for nobody knows how sure the hours are."""
    said = text(asked(tiny, approval_rounds=2))
    assert said.splitlines() == [
        'НПО "Бета"',
        "",
        "Уважаемые коллеги!",
        "",
        "Благодарим за запрос (P-1-N — 3 шт.).",
        "",
        "Готовы взяться за этот заказ, если заранее договоримся:",
        "",
        "1. Цена и объём, на ваш выбор:",
        "   — Цена заказа 3 072 ₽ без НДС, 1 024,10 ₽ за штуку.",
        "   — Партия от 6 штук по предложенной цене за штуку.",
        "2. Отгрузка: ____.",
        "3. Объём работ закрепляется в договоре, работы сверх него согласуются и оплачиваются отдельно.",
        "4. Согласования: в цену входит до 2 кругов согласования документации. Дополнительные оплачиваются отдельно: ____.",
        "5. С вашей стороны документацию и сроки согласует один уполномоченный представитель: ____.",
        "6. Изменения после согласования оформляются дополнительным соглашением: стоимость ____, срок пересматривается.",
        "",
        "Готовы обсудить условия в удобное вам время.",
        "",
        "С уважением,",
        "____ (имя, должность, телефон)",
    ]


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("decision", ["accept", "reprice", "set expectations", "refuse"])
def test_nothing_that_the_plant_keeps_to_itself(
    tiny: DealWorkspace, lang: str, decision: str
) -> None:
    """Cost 2,550, direct 900, break-even 2,602.04, a loss of 492, by the book 750; 14.5 and 4 hours, two designers, orders 003 and 004."""
    kept = asked(tiny, payment_days=0)
    said = text(kept, decision, lang)
    numbers = {re.sub(r"\D", "", found) for found in re.findall(r"\d[\d ,.]*", said)}
    assert numbers <= {"1", "2", "3", "4", "5", "6", "0", "700", "2100", "3072", "102410", "972"}
    for secret in ("Конструктор", "Менеджер", "003", "004", "%", "None", "nan", "затрат", "margin"):
        assert secret not in said


def test_an_accepted_deal_says_its_own_terms(tiny: DealWorkspace) -> None:
    said = text(asked(tiny, payment_days=20, approval_rounds=2), "accept", "en")
    assert "1. Price of the order: ₽2,100 without VAT, ₽700 apiece." in said
    assert "2. Shipment: ____." in said  # two orders tell no date
    assert "3. Approvals: the price includes up to 2 rounds of approvals." in said
    assert "4. Payment: within 20 days of shipment." in said


def test_every_condition_of_a_price_has_its_words() -> None:
    """A fee of 500; two rounds of approval at 2,400; a prepayment at the offered price; the scope fixed at 2,500; shipment on 1 March."""
    kept = ToKeep(
        {"client": "A", "line": [{"product": "X", "quantity": 1}, {"quantity": 2.5}]},
        {
            "decision": "reprice",
            "price": 2000.0,
            "date": "2025-02-10",
            "lead_time_days": {"p50": 10, "p80": 20.5},
            "reasons": [{"rule": "below_floor", "asks": "reprice"}],
            "conditions": [
                flip("price", 2500.0, money=500.0, rise=0.25),
                flip("fee", 2500.0, money=500.0),
                flip("approvals", 2400.0, rounds=2),
                flip("prepayment", 1990.0, is_enough=True, days=30),
                flip("capped_hours", 2450.0, hours={"Secret": 12.0}),
                flip("batch", 9999.0, pieces=900),
                flip("filler", None, is_enough=True, throughput=777.0),
                {**flip("date", None, day="2025-03-01"), "flips": ["date"]},
            ],
        },
    )
    said = text(kept, lang="en")
    assert "X, 1 pcs; a product to your specification, 2.50 pcs)." in said
    assert [line.strip() for line in said.splitlines() if line.startswith("   —")] == [
        "— Price of the order: ₽2,500 without VAT.",
        "— ₽2,000 without VAT and a small-order fee of ₽500.",
        "— The price includes up to 2 rounds of approvals, further ones are charged separately; the order is then ₽2,400 without VAT.",
        "— Payment before shipment; the order is then ₽2,000 without VAT.",
        "— The scope of work is fixed in the contract, work beyond it is charged separately; the order is then ₽2,450 without VAT.",
    ]
    assert "2. Shipment: 1 Mar 2025" in said
    assert "Secret" not in said
    assert "777" not in said


def flip(change: str, price: float | None, is_enough: bool = False, **values: Any) -> Any:
    return {
        "change": change,
        **values,
        "price": price,
        "is_enough": is_enough,
        "is_worth_trying": price is None or price <= 2500,
        "flips": ["below_floor"],
    }


def test_a_refusal_says_what_would_change_it_and_a_bare_one_is_polite() -> None:
    advice = {
        "decision": "refuse",
        "price": 100.0,
        "date": "2025-02-10",
        "lead_time_days": {"p50": None, "p80": None},
        "reasons": [{"rule": "below_floor", "asks": "refuse"}],
        "conditions": [flip("price", 900.0, rise=8.0, money=800.0), flip("batch", None, pieces=40)],
    }
    kept = ToKeep({"client": "A", "line": [{"product": "X", "quantity": 2}]}, advice)
    said = text(kept, lang="en")
    assert "We are glad to talk again if one of these suits you:" in said
    assert "1. A batch of at least 40 pieces at the price offered apiece." in said
    assert "2. Price of the order: ₽900 without VAT, ₽450 apiece." in said
    bare = text(ToKeep(kept.asked, {**advice, "conditions": []}), lang="en")
    assert "We would be glad of other inquiries." in bare
    assert "1." not in bare


def test_the_letterhead_and_the_contact_frame_it(tiny: DealWorkspace) -> None:
    head = Letterhead("Plant", "Main street 1", "J. Smith")
    lines = text(asked(tiny), lang="en", head=head, contact="A. Gromova").splitlines()
    assert lines[:5] == ["Plant", "Main street 1", "", 'НПО "Бета"', ""]
    assert lines[5] == "Dear A. Gromova,"
    assert lines[-2:] == ["J. Smith", "Plant"]


def test_without_a_verdict_there_is_no_letter(tiny: DealWorkspace) -> None:
    line = {k: v for k, v in LINE.items() if k != "unit_price"}
    assert letter.written(asked(tiny, line=[line]).advice) == ()
    assert letter.written(asked(tiny).advice)[0] == "set expectations"


def test_the_command_prints_the_letter(tiny: DealWorkspace, tmp_path: Path) -> None:
    file = tmp_path / "deal.toml"
    file.write_text(
        "client = 'НПО \"Бета\"'\ndate = 2025-02-10\n[[line]]\nproduct = 'P-1-N'\nbase_sku = 'P-1'\nkind = 'modified'\n"
        "quantity = 3\nunit_price = 700\nmaterial_cost = 200\nlabour_cost = 100\n",
        "utf-8",
    )
    command = ["deal", str(file), "--workspace", str(tiny.root), "--letter", "en"]
    said = CliRunner().invoke(main, command)
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.strip() == text(asked(tiny), lang="en").replace("\n\n\n", "\n\n").strip()
    file.write_text(file.read_text("utf-8").replace("unit_price = 700\n", ""), "utf-8")
    said = CliRunner().invoke(main, command)
    assert said.exit_code == 2
    assert said.stderr.startswith("dealfit: There is no letter yet: there is no verdict")
