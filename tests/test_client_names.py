"""Plain names: spellings that are one, names that are not; pairs with their evidence, whatever the order of the clients."""

from __future__ import annotations

import datetime as dt
import random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.values.client_names import plain
from analysis.intake.values.letters import looks_like, mixed_letters
from analysis.intake.values.tax_numbers import is_tax_number, of_cell
from analysis.same_clients import groups, pairs
from analysis.same_clients.evidence import (
    ClientRecord,
    MatchEvidence,
    is_initials,
    is_same_sound,
    is_similar,
)
from analysis.same_clients.pairs import DOUBTFUL, LIKELY, SURE, Pair, propose

ALPHA = [
    'ООО "Альфа"',
    "OOO «АЛЬФА»",
    "Альфа, ООО",
    "ооо альфа",
    "О.О.О. „Альфа“",
    "общество с ограниченной ответственностью «Альфа»",
    "ООО  'Aльфa'",
    "  ООО\u00a0Альфа ",
    "АЛЬФА ООО (г. Казань)",
    "LLC Альфа",
    "Альфа (не использовать)",
    "Компания «Альфа»",
    "НПО Альфа",
    "ООО ООО Альфа",
    "ООО «Альфа» ИНН 7707083893",
]


@pytest.mark.parametrize("name", ALPHA)
def test_one_client_under_many_spellings(name: str) -> None:
    assert plain(name).key == plain("Альфа").key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Гамма-Сервис", "ГАММА СЕРВИС"),
        ("Гамма – Сервис", "Гаммасервис"),
        ("Ёлка", "елка"),
        ("KAMAЗ", "КАМАЗ"),
        ("Acme Co., Ltd.", "ACME LLC"),
        ("Müller GmbH", "müller"),
        ("Т и К", "Т&К"),
        ("ИП Иванов И.П.", "Иванов И. П., ИП"),
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    assert plain(one).key == plain(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Альфа", "Альфа 2"),
        ("Газпром", "Газпром нефть"),
        ("ТД Бета", "Бета"),
        ("Альфа", "Альфа плюс"),
        ("Вега", "Вера"),
    ],
)
def test_another_name(one: str, other: str) -> None:
    assert plain(one).key != plain(other).key
    assert not is_similar(plain(one), plain(other))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Приборостроительный завод Вега", "Приборостроителный завод Вега", True),
        ("завод Приборист", "Приборист завод", True),
        ("Промсервис", "Промсервсис", True),
        ("Самарский приборостроительный завод", "Саратовский приборостроительный завод", False),
        ("Теплосервис", "Техносервис", False),
        ("СМУ-3 Волгостроя", "СМУ-5 Волгостроя", False),
        ("ИП Воробьева А.В.", "ИП Воробьев А.Р.", False),  # initials must agree
        ("ИП Смирнов А.П.", "ИП Смирнова П.Л.", False),
        ("Приборостроительный завод А", "Приборостроительный завод Б", False),
        ("Омскхиммаш", "Томскхиммаш", False),
        ("Вега", "Веге", False),  # a letter makes another word of a short name
    ],
)
def test_similar_names(one: str, other: str, alike: bool) -> None:
    assert is_similar(plain(one), plain(other)) is alike
    assert is_similar(plain(other), plain(one)) is alike


def test_initials_of_a_person() -> None:
    whole = plain("Индивидуальный предприниматель Иванов Иван Сергеевич")
    assert is_initials(plain("ИП Иванов И. С."), whole)
    assert is_initials(whole, plain("Иванов И.С."))
    assert not is_initials(plain("ИП Иванов С. И."), whole)
    assert not is_initials(plain("ООО Иванов И. С."), plain("Иванов Иван Сергеевич"))
    assert is_initials(
        plain("ИП Иванов И. П."), plain("ИП Иванов Иван Петрович")
    )  # his initials are no legal form


@pytest.mark.parametrize(
    "name", ["", "—", "ООО", '""', "()", "123", "<script>", "🐋", "\u0000", "(((", "a" * 10_000]
)
def test_odd_names_harm_nothing(name: str) -> None:
    assert (
        propose(
            [ClientRecord("1", name), ClientRecord("2", "ООО Альфа"), ClientRecord("3", name + " ")]
        )
        is not None
    )


@pytest.mark.parametrize(
    ("name", "words", "form"),
    [
        ("Иванов И.П.", ("Иванов", "ИП"), ""),
        ("Иванов И. П.", ("Иванов", "ИП"), ""),
        ("И.П. Иванов", ("Иванов", "ИП"), ""),
        ("И.П. Иванов Сергей", ("Иванов", "Сергей"), "person"),
        ("ИП Воробьева А.В.", ("Воробьева", "АВ"), "person"),  # no Swedish AB
        ("Смирнов А.О.", ("Смирнов", "АО"), ""),
        ("А.О. «Альфа»", ("Альфа",), "joint stock"),
        ("О.О.О. Альфа", ("Альфа",), "limited"),
        ("Volvo A.B.", ("Volvo",), "joint stock"),
        ("ОООРомашка", ("Ромашка",), "limited"),
        ("Государственное бюджетное учреждение Школа 5", ("Школа", "5"), "state"),
        ("Торговый дом Бета", ("ТД", "Бета"), ""),
        ("ООО Строительная компания Бета", ("СК", "Бета"), "limited"),
    ],
)
def test_initials_are_no_legal_form_and_forms_are_read_written_out(
    name: str, words: tuple[str, ...], form: str
) -> None:
    found = plain(name)
    assert found.words == tuple(looks_like(word.casefold()) for word in words)
    assert found.form == form


@pytest.mark.parametrize(
    ("name", "note", "place"),
    [
        ("ООО Ромашка г. Москва", "москва", "москва"),
        ("Ромашка, г.Санкт-Петербург", "санкт петербург", "санкт петербург"),
        ("ООО Ромашка филиал Казань", "филиал казань", "казань"),
        ("Филиал АО «Ромашка» в г. Тула", "филиал тула", "тула"),
        ('ООО "Ромашка" обособленное подразделение', "обособленное подразделение", ""),
        ("ООО Ромашка, КПП 770101001", "", ""),
        ("Ромашка (г. Москва)", "москва", ""),
        ("Ромашка не использовать", "", ""),
        ("Ромашка (дубль)", "", ""),
    ],
)
def test_towns_branches_and_marks_after_a_name(name: str, note: str, place: str) -> None:
    found = plain(name)
    assert (found.key, found.note, found.place) == (
        plain("Ромашка").key,
        looks_like(note),
        looks_like(place),
    )


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ромашка", "Romashka", True),
        ("Яндекс", "Yandex", True),
        ("Сибирский завод", "Sibirskiy zavod", True),
        ("Müller", "Muller", True),
        ("Müller", "Mueller", True),
        ("Вектор", "Виктор", False),
        ("Завод II", "Завод III", False),
    ],
)
def test_one_name_in_two_alphabets(one: str, other: str, alike: bool) -> None:
    assert is_same_sound(plain(one), plain(other)) is alike


def test_which_letters_of_a_word_are_of_the_other_alphabet() -> None:
    assert mixed_letters("ООО Pомaшка") == "Pa"
    assert mixed_letters("Ромашка LLC") == ""


def test_nameless_clients_are_not_alike() -> None:
    assert (
        propose(
            [
                ClientRecord("1", "—"),
                ClientRecord("2", "—"),
                ClientRecord("3", "17"),
                ClientRecord("4", "17"),
            ]
        )
        == []
    )


@given(st.text(max_size=40))
def test_a_plain_name_stays_plain(name: str) -> None:
    words = plain(name).words
    assert words == plain(name).words
    assert all(word for word in words)


def test_tax_numbers_by_their_check_digits() -> None:
    assert is_tax_number("7707083893")  # 7·2+7·4+0+7·3+0+8·9+3·4+8·6+9·8 = 267; 267 mod 11 = 3
    assert not is_tax_number("7707083894")
    assert is_tax_number("500100732259")
    assert not is_tax_number("500100732258")
    assert not is_tax_number("0000000000")


@pytest.mark.parametrize(
    ("cell", "header", "taxes", "branches"),
    [
        ("7707083893/770701001", "инн кпп", {"7707083893"}, {"770701001"}),
        ("7707083893 770701001", "инн", {"7707083893"}, {"770701001"}),
        (
            "277000018 / 027701001",
            "инн кпп",
            {"0277000018"},
            {"027701001"},
        ),  # the first zero of the ИНН alone was lost
        ("770101001", "инн кпп", set(), {"770101001"}),
        ("7707 083 893", "инн", {"7707083893"}, set()),
        ("ИНН 7707083893, КПП 770701001", "инн", {"7707083893"}, {"770701001"}),
        ("277000018.0", "инн", {"0277000018"}, set()),
        ("277000009", "инн", set(), set()),
        ("1234567890", "инн", set(), set()),
        ("7,70708E+09", "инн", set(), set()),
        ("100582333", "унп", {"100582333"}, set()),  # Belarus has nine digits
        ("123456789", "унп", set(), set()),
        ("27701001", "кпп", set(), {"027701001"}),
    ],
)
def test_the_numbers_of_a_cell(cell: str, header: str, taxes: set[str], branches: set[str]) -> None:
    """0277000018: 2·4 + 7·10 + 7·3 + 1·8 = 107; 107 mod 11 = 8."""
    assert of_cell(cell, header) == (taxes, branches)


# --- pairs -------------------------------------------------------------------------------------------------------------


def client(
    client_id: str,
    name: str,
    revenue: float = 0.0,
    tax: str = "",
    branch: str = "",
    code: bool = True,
) -> ClientRecord:
    return ClientRecord(
        client_id,
        name,
        1,
        revenue,
        dt.date(2025, 1, 10),
        frozenset({client_id} if code else ()),
        frozenset({tax} - {""}),
        frozenset({branch} - {""}),
    )


def told(pair: Pair) -> list[str]:
    return [f"{'+' if e.speaks_for else '-'}{e.code}" for e in pair.evidence]


def only(*clients: ClientRecord) -> Pair:
    (pair,) = propose(clients)
    return pair


def test_one_tax_number_under_two_codes_is_sure() -> None:
    pair = only(
        client("K-21", "ГАММА АО", 40, "7736050003"), client("K-20", "ЗАО Гамма", 300, "7736050003")
    )
    assert (pair.first.client_id, pair.grade, pair.at_stake) == ("K-20", SURE, 40)
    assert told(pair) == ["+same_tax_number", "-other_id", "+same_name"]


def test_the_tax_number_may_be_the_id_of_one_and_an_attribute_of_the_other() -> None:
    pair = only(client("K-20", "Гамма", 300, "0070070693"), client("0070070693", "Вектор", 10))
    assert told(pair)[:1] == ["+same_tax_number"]
    assert pair.grade == LIKELY  # the names have nothing in common


def test_branches_of_one_company_are_doubtful() -> None:
    pair = only(
        client("1", "Гамма", 9, "7736050003", "773601001"),
        client("2", "Гамма", 5, "7736050003", "590201001"),
    )
    assert pair.grade == DOUBTFUL
    assert "-other_branch" in told(pair)


def test_a_name_without_id_is_surely_the_only_client_of_that_name() -> None:
    pair = only(
        client("K-1", 'ООО "Альфа"', 750), client("OOO АЛЬФА", "OOO АЛЬФА", 120, code=False)
    )
    assert pair.grade == SURE
    assert told(pair) == ["+without_id", "+same_name"]


def test_clients_of_one_name_with_other_ids_are_asked_about_and_doubtful() -> None:
    assert only(client("1", "Бета", 9), client("2", "Бета", 5)).grade == DOUBTFUL
    by_tax = only(client("1", "Бета", 9, "5003052454"), client("2", "ООО Бета", 5, "7728168971"))
    assert (by_tax.grade, told(by_tax)) == (DOUBTFUL, ["-other_tax_number", "+same_name"])


def test_a_name_without_id_is_in_doubt_where_two_ids_have_it() -> None:
    pairs = propose(
        [client("1", "Бета", 9), client("2", "ООО Бета", 5), client("бета", "бета", 2, code=False)]
    )
    assert [(p.ids, p.grade) for p in pairs] == [(("1", "2"), DOUBTFUL), (("1", "бета"), DOUBTFUL)]
    assert "-several_of_name" in told(pairs[1])


def test_a_similar_name_with_another_tax_number_is_not_asked_about() -> None:
    one = client("1", "Приборостроительный завод Вега", 9, "5003052454")
    assert propose([one, client("2", "Приборостроителный завод Вега", 5, "7728168971")]) == []
    assert only(one, client("3", "Приборостроителный завод Вега", 5, code=False)).grade == LIKELY


def test_legal_forms_that_differ_lower_the_grade() -> None:
    pair = only(
        client("ООО Бета", "ООО Бета", 9, code=False), client("АО Бета", "АО Бета", 5, code=False)
    )
    assert (pair.grade, told(pair)) == (LIKELY, ["+same_name", "-other_form"])
    assert (
        only(client("a", "ОАО Бета", code=False), client("b", "ПАО Бета", code=False)).grade == SURE
    )  # one law later


def test_five_spellings_make_four_questions_and_a_different_pair_none() -> None:
    names = ["Альфа", "ООО Альфа", "OOO АЛЬФА", "«Альфа»", "альфа ооо"]
    spelt = [client(n, n, 100 - i, code=False) for i, n in enumerate(names)]
    pairs = propose(spelt)
    assert [p.second.client_name for p in pairs] == names[1:]
    assert {p.first.client_name for p in pairs} == {"Альфа"}
    after = propose(spelt, {tuple(sorted(("Альфа", "ООО Альфа")))})
    assert [(p.first.client_name, p.second.client_name) for p in after] == [
        ("Альфа", "OOO АЛЬФА"),
        ("Альфа", "«Альфа»"),
        ("Альфа", "альфа ооо"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("Ромашка", "Ромашка (Москва)", LIKELY),
        ("Ромашка (г. Москва)", "ООО Ромашка г. Москва", SURE),
        ("Ромашка", "Ромашка (дубль)", SURE),
        ("Школа", "Школа (№ 1)", LIKELY),
        ("Школа (№ 1)", "Школа (№ 2)", None),
        ("Водоканал г. Саранск", "Водоканал г. Самара", None),
        ("Ромашка", "Romashka", LIKELY),
    ],
)
def test_a_note_on_one_side_is_at_most_likely(one: str, other: str, grade: str | None) -> None:
    found = propose([client(one, one, 9, code=False), client(other, other, 5, code=False)])
    assert [p.grade for p in found] == ([grade] if grade else [])


def test_sure_pairs_agree_with_each_other() -> None:
    """«Бета» is surely either of the two, but these have other legal forms: whoever marks all sure pairs merges neither."""
    bare, limited, stock = (
        client(n, n, r, code=False) for n, r in (("Бета", 9), ("ООО Бета", 5), ("АО Бета", 3))
    )
    assert [p.grade for p in propose([bare, limited])] == [SURE]
    found = propose([bare, limited, stock])
    assert [(p.ids, p.grade) for p in found] == [
        (("Бета", "ООО Бета"), LIKELY),
        (("АО Бета", "Бета"), LIKELY),
    ]
    assert all("-others_differ" in told(p) for p in found)


def test_people_s_answers_count_in_what_is_sure() -> None:
    names = ["Бета", "бета", "«Бета»"]
    spelt = [client(n, n, 9 - i, code=False) for i, n in enumerate(names)]
    assert {p.grade for p in propose(spelt)} == {SURE}
    assert {p.grade for p in propose(spelt, {("«Бета»", "бета")})} == {LIKELY}


def count(monkeypatch: pytest.MonkeyPatch, module: ModuleType, *names: str) -> list[str]:
    """The calls of the functions as a module makes them."""
    calls: list[str] = []
    for name in names:
        was = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *words, was=was, name=name: (calls.append(name), was(*words))[1]
        )
    return calls


def test_a_name_of_very_many_clients_is_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count(monkeypatch, pairs, "_ordered", "between", "told_apart")
    found = only(*(client(f"K{i}", "Частное лицо", 1000 - i) for i in range(1000)))
    assert found.evidence[-1] == MatchEvidence("several_of_name", False, {"n": 1000})
    assert (found.ids, found.grade) == (("K0", "K1"), DOUBTFUL)
    assert len(calls) < 20 * 1000  # of a block's neighbours only; each with each would be 499,500


def test_clients_of_one_tax_number_are_compared_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count(monkeypatch, groups, "between")
    found = propose(
        [client(f"K{i}", f"Бета {'абвгд'[i % 5]}", 1000 - i, "7736050003") for i in range(1000)]
    )
    assert len(found) == 999 + 4  # each with the first; and the first two of the four other names
    assert len(calls) < 100


NAMES = st.sampled_from(
    [
        *ALPHA,
        "Бета",
        "АО Бета",
        "Бетта завод",
        "Бета завод",
        "ИП Иванов И.И.",
        "ИП Иванов Иван",
        "завод Омега 3",
        "завод Омега 5",
    ]
)


@given(
    st.lists(
        st.tuples(NAMES, st.integers(0, 3), st.sampled_from(["", "7736050003", "5003052454"])),
        max_size=12,
    ),
    st.randoms(),
)
def test_the_order_of_clients_does_not_matter(
    rows: list[tuple[str, int, str]], turn: random.Random
) -> None:
    clients = [
        client(str(n), name, revenue, tax, code=n % 2 == 0)
        for n, (name, revenue, tax) in enumerate(rows)
    ]
    shuffled = list(clients)
    turn.shuffle(shuffled)
    pairs = propose(clients)
    assert propose(shuffled) == pairs
    assert len({p.ids for p in pairs}) == len(pairs)
    assert all(p.first.rank < p.second.rank for p in pairs)
