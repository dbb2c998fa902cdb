"""The portrait on screen, on the tiny plant: who is ours, an edit through the widgets, the proposal, one client's fit.

Industry энергетика weighs 2, 100 people or more weigh 1: Альфа (500) and Гамма (1,200) meet both, Бета (приборостроение, 80) neither.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.actions import settings_changes
from analysis.journal import portrait_editing, shared_state
from tests.test_portrait_editing import WRITTEN, verdicts

TINY = Path(__file__).parent.parent / "tiny_plant"


@pytest.fixture
def root(own_tiny: Path) -> Path:
    settings_changes.write_portrait(own_tiny, WRITTEN, "Орлова", "")
    return own_tiny


def widget(found: Any, end: str) -> Any:
    return next(w for w in found if str(w.key).startswith("portrait.") and str(w.key).endswith(end))


def press(shown: Any, key: str) -> None:
    next(b for b in shown.app.button if str(b.key).endswith(key)).click().run()
    assert not shown.app.exception


def sign(shown: Any, who: str = "Пак") -> None:
    shown.app.text_input(key="who-portrait").set_value(who)
    shown.app.text_input(key="why-portrait").set_value("только крупные")


def table(shown: Any, column: str) -> Any:
    return next(d.value for d in shown.app.dataframe if column in d.value)


def test_who_is_ours_and_where_the_money_is(screen: Callable, root: Path) -> None:
    shown = screen(root, "portrait")
    assert shown.texts[1:4] == [
        "По портрету из 3 клиентов наших 2, пограничных 0, не наших 1.",
        "Наши по портрету клиенты: 80,0 % выручки, 23,6 % часов, реальная прибыль 5 350 ₽.",
        "Не наши по портрету клиенты: 20,0 % выручки, 76,4 % часов, реальный убыток 900 ₽.",
    ]
    rows = table(shown, "fit_reasons").set_index("client_name")
    assert rows.loc[
        'ООО "Альфа"', ["verdict", "fit_score", "true_profit", "fit_reasons"]
    ].tolist() == [
        "наш",
        100,
        5_600,
        "Выполнено: industry, size",
    ]
    assert rows.loc['НПО "Бета"', "fit_reasons"] == "Не выполнено: industry, size"
    english = screen(root, "portrait", lang="en", verdict="not ours")
    assert table(english, "fit_reasons")["fit_reasons"].tolist() == ["Fails: industry, size"]


def test_an_edit_shows_its_effect_and_then_changes_the_verdict_in_the_store(
    screen: Callable, root: Path
) -> None:
    shown = screen(root, "portrait", part="editor")
    assert "Портреты одинаковы." in shown.texts
    press(shown, ".1.open")
    widget(shown.app.number_input, ".min").set_value(600.0).run()
    said = 'В другую группу по портрету перейдёт 1 клиент из 3, с реальной прибылью 5 600 ₽: ООО "Альфа"'
    assert said in shown.texts
    assert table(shown, "verdict_then")["verdict_then"].tolist()[0] == "пограничный"
    assert verdicts(root)["Альфа"] == "ours"  # nothing is saved yet
    sign(shown)
    press(shown, "portrait.save")
    assert verdicts(root)["Альфа"] == "borderline"
    assert "min = 600    # enough for a batch" in portrait_editing.text(root)
    assert shown.app.success[0].value.startswith("Портрет сохранён")
    assert "По портрету из 3 клиентов наших 1, пограничных 1, не наших 1." in shown.texts


def test_what_was_saved_is_undone_on_the_page_of_the_method(screen: Callable, root: Path) -> None:
    settings_changes.write_portrait(root, WRITTEN.replace("min = 100", "min = 600"), "Пак", "")
    shown = screen(root, "method", part="history")
    told = table(shown, "became").iloc[0]
    assert told[["changed_by", "subject", "was", "became"]].tolist() == [
        "Пак",
        "Портрет: size",
        "«Численность»: не меньше 100\u00a0чел. · известно до сделки · вес 1",
        "«Численность»: не меньше 600\u00a0чел. · известно до сделки · вес 1",
    ]
    next(t for t in shown.app.text_input if t.key == "who-undo").set_value("Орлова")
    next(b for b in shown.app.button if b.label == "Вернуть как было до него").click().run()
    assert not shown.app.exception
    assert portrait_editing.text(root) == WRITTEN
    assert verdicts(root)["Альфа"] == "ours"


def test_two_at_once_are_told_and_nothing_is_overwritten(screen: Callable, root: Path) -> None:
    shown = screen(root, "portrait", part="editor")
    press(shown, ".1.open")
    widget(shown.app.number_input, ".min").set_value(600.0).run()
    sign(shown)
    his = WRITTEN.replace("weight = 2", "weight = 4")
    settings_changes.write_portrait(root, his, "Орлова", "")  # while the page is open
    press(shown, "portrait.save")
    assert portrait_editing.text(root) == his
    warned = [w.value for w in shown.app.warning]
    assert "Орлова" in warned[0]
    assert not any(b.key == "portrait.save" for b in shown.app.button)
    press(shown, "portrait.mine")
    sign(shown)
    press(shown, "portrait.save")
    now = {c.name: (c.weight, c.min) for c in portrait_editing.current(root).criterion}
    assert now["size"][1] == 600
    assert {v.change.who for v in portrait_editing.versions(root)} == {
        "Орлова"
    }  # what she saved stays in the history


def test_criteria_come_and_go_and_an_open_one_is_not_saved(screen: Callable, root: Path) -> None:
    shown = screen(root, "portrait", part="editor")
    press(shown, ".1.remove")
    shown.app.selectbox(key="portrait.1.add.2").set_value("region").run()
    press(shown, "portrait.add")
    assert [w.value.replace("\\", "") for w in shown.app.warning] == [
        "Критерий «Регион»: Выберите значения или задайте предел."
    ]
    widget(shown.app.multiselect, ".region.accept").set_value(["Москва"]).run()
    assert not any("Критерий" in w.value for w in shown.app.warning)
    sign(shown, " ")
    press(shown, "portrait.save")
    assert shown.app.error[0].value.startswith("Укажите, кто вносит изменение")
    sign(shown)
    press(shown, "portrait.save")
    assert [(c.name, c.field, c.accept) for c in portrait_editing.current(root).criterion] == [
        ("industry", "industry", ("энергетика",)),
        ("Регион", "region", ("Москва",)),
    ]
    assert verdicts(root) == {
        "Альфа": "borderline",
        "Бета": "not ours",
        "Гамма": "ours",
    }  # 2, 1 and 3 of 3


def test_an_earlier_portrait_is_compared_and_taken(screen: Callable, root: Path) -> None:
    settings_changes.write_portrait(root, WRITTEN.replace("min = 100", "min = 600"), "Пак", "")
    earlier = shared_state.history(root, "settings")[1]
    shown = screen(root, "portrait", part="editor")
    shown.app.selectbox(key="portrait.compare").set_value(earlier.id).run()
    assert any(
        t.startswith("В другую группу по портрету перейдёт 1 клиент из 3") for t in shown.texts
    )
    press(shown, "portrait.take_version")
    shown.app.selectbox(key="portrait.compare").set_value(0).run()
    sign(shown)
    press(shown, "portrait.save")
    assert verdicts(root)["Альфа"] == "ours"


def test_the_proposal_is_taken_into_the_editor(screen: Callable, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    lines = ["order_id,client_id,client_name,order_date,revenue,direct_cost,book_overhead"]
    clients = ["client_id,client_name,industry"]
    for n in range(
        24
    ):  # twelve earn 600 of 1,000, ten of them of chemistry; twelve lose 100, two of them of chemistry
        lines.append(f"{n},{n},К{n},2025-01-1{n % 10},1000,{400 if n < 12 else 1100},0")
        clients.append(f"{n},К{n},{'химия' if n < 10 or n > 21 else 'лес'}")
    (folder / "order_lines.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "clients.csv").write_text("\n".join(clients) + "\n", "utf-8")
    pools = "pool,month,cost,capacity_hours\nПродажи,2025-01,100,100\n"
    (folder / "pools.csv").write_text(pools, "utf-8")
    usage = ["pool,date,order_id,hours", *(f"Продажи,2025-01-15,{n},0" for n in range(24))]
    (folder / "usage.csv").write_text("\n".join(usage) + "\n", "utf-8")
    analysis.import_paths(tmp_path / "workspace", [folder])
    shown = screen(tmp_path / "workspace", "portrait")
    assert shown.texts[1].startswith("Портрет ещё не задан")
    assert any(
        t.startswith(
            "Предложение построено по 12 самым прибыльным клиентам рядом с остальными (всего 24)"
        )
        for t in shown.texts
    )
    assert any("прошлое" in w.value for w in shown.app.warning)
    (candidate,) = [c for c in shown.app.checkbox if c.key == "portrait.candidate.industry"]
    assert candidate.value
    assert any(
        t.startswith(
            "Выполняют 12 из 24, среди лучших — 10 из 12. Реальная рентабельность 48,3 %, у остальных — 1,7 %"
        )
        for t in shown.texts
    )
    press(shown, "portrait.wizard.take")
    assert shown.address["part"] == ["editor"]
    assert not any("Критерий" in w.value for w in shown.app.warning)
    assert any(
        t.startswith("Отрасль — одно из: химия") and "выведен из данных" in t for t in shown.texts
    )


def test_one_client_against_each_criterion(screen: Callable, root: Path) -> None:
    clients = {n.split('"')[1]: i for i, n in names(root).items()}
    shown = screen(root, "client", id=clients["Бета"])
    assert "По портрету — не наш, балл 0. Не выполнено: industry, size." in shown.texts
    rows = table(shown, "demand").values.tolist()
    assert rows == [
        ["industry", "нет", "одно из: энергетика", "приборостроение", 2],
        ["size", "нет", "«Численность»: не меньше 100\u00a0чел.", "80\u00a0чел.", 1],
    ]


def test_a_portrait_spoilt_by_hand_is_said_and_the_client_stands(
    screen: Callable, root: Path
) -> None:
    clients = {n.split('"')[1]: i for i, n in names(root).items()}
    (root / "settings" / "portrait.toml").write_text("[[criterion]\n", "utf-8")
    shown = screen(root, "client", id=clients["Бета"])
    assert any("portrait" in w.value and "TOML" in w.value for w in shown.app.warning)
    assert shown.app.title[0].value.startswith("НПО")
    assert any("TOML" in e.value for e in screen(root, "portrait").app.error)


def test_who_is_against_comes_first_and_is_named(
    screen: Callable, root: Path, tmp_path: Path
) -> None:
    people = 'client_name,name,role,stance\n"ООО ""Альфа""",Ильин,ЛПР,supports\n"ООО ""Альфа""",Гром,ЛВР,against\n'
    (tmp_path / "contacts.csv").write_text(people, "utf-8")
    analysis.import_paths(root, [tmp_path / "contacts.csv"])
    clients = {n.split('"')[1]: i for i, n in names(root).items()}
    shown = screen(root, "client", id=clients["Альфа"])
    assert table(shown, "stance").values.tolist() == [
        ["Гром", "влияет на решение (ЛВР)", "возражает"],
        ["Ильин", "принимает решение (ЛПР)", "поддерживает"],
    ]
    assert any("Гром" in t for t in shown.texts)


def names(root: Path) -> dict[str, str]:
    with analysis.open_workspace(root) as ws:
        rows = ws.table("clients")
    return dict(zip(rows["client_id"], rows["client_name"], strict=True))


@pytest.mark.parametrize("part", ["clients", "editor", "wizard", "<b>"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_part_stands_where_little_is_known(
    screen: Callable, bare_root: Path, hostile_root: Path, part: str, lang: str
) -> None:
    for where in (bare_root, hostile_root):
        screen(where, "portrait", part=part, lang=lang)
