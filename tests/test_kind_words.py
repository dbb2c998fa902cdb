"""What is read off names: which products and groups are custom by their words, which pools design, which codes are one product."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis import Workspace

CUSTOM = [
    "Кронштейн нестандартный",
    "НЕСТАНДАРТ",
    "нестанд. фланец",
    "Не стандартный вал",
    "Корпус по чертежу заказчика",
    "Вал по черт. 12-34",
    "Рама по ТЗ",
    "Рама по эскизу",
    "Изделие по образцу",
    "Спецзаказ 5",
    "Спец-фланец",
    "Датчик спец. исполнения",
    "Спецвал",
    "Датчик специальный",
    "Датчик специального исполнения",
    "Опытный образец",
    "Опытная партия",
    "НИОКР «Вектор»",
    "ОКР 12",
    "Заказное изделие",
    "По индивидуальному проекту",
    "Уникальный стенд",
    "Прототип корпуса",
    "Custom flange",
    "Special pump",
    "Bespoke bracket",
    "Prototype",
    "Flange to drawing",
    "Non-standard shaft",
    "Made-to-order valve",
    "Sonderanfertigung",
]
SERIAL = ["Датчик серийный", "Стандартное исполнение", "Типовой блок", "Standard valve"]
NEITHER = [
    "Спецодежда",
    "Спецобувь зимняя",
    "Спецификация крепежа",
    "Специальная цена",
    "Специальное предложение",
    "Кабель специального назначения",
    "Опытный завод, услуги",
    "Вал",
    "Серийный номер 5",
    "Customs clearance",
    "Customer kit",
    "Special price",
    "Special offer",
    "Прокрутка",
    "Индивидуальный тепловой пункт",
    "Средства индивидуальной защиты",
    "Окраска",
    "Заказ покупателя",
    "Спецтехника",
    "Разработчик",
]


def order_lines(names: list[str], families: list[str] | None = None) -> str:
    rows = [
        f"{n},C{n},{name},{family},1,2025-01-10,100"
        for n, (name, family) in enumerate(zip(names, families or [""] * len(names), strict=True))
    ]
    return (
        "\n".join(
            ["order_id,client_name,product_name,product_family,quantity,order_date,revenue", *rows]
        )
        .replace("«", "")
        .replace("»", "")
    )


@pytest.mark.parametrize("as_family", [False, True])
def test_words_of_names_and_groups(plant: Callable[..., Workspace], as_family: bool) -> None:
    names = [name.replace(",", " ") for name in (*CUSTOM, *SERIAL, *NEITHER)]
    plain = [f"Деталь {n}" for n in range(len(names))]
    ws = plant(order_lines=order_lines(plain, names) if as_family else order_lines(names))
    kinds = ws.table("order_kind")
    found = dict(
        zip(
            kinds["order_id"].astype(int),
            zip(kinds["is_named_custom"], kinds["kind"], strict=True),
            strict=True,
        )
    )
    wrong = [
        name
        for n, name in enumerate(names)
        if bool(found[n][0]) != (name in [c.replace(",", " ") for c in CUSTOM])
    ]
    assert wrong == []
    assert {found[n][1] for n, name in enumerate(names) if name in SERIAL} == {"serial"}
    # a group of custom work makes the plant's other groups serial; names say nothing of the others
    neither = {found[n][1] for n, name in enumerate(names) if name in NEITHER}
    assert neither == ({"serial"} if as_family else {"unknown"})
    reasons = dict(zip(kinds["order_id"].astype(int), kinds["kind_reasons"], strict=True))
    assert reasons[0] == "name or group of custom work; product in one order so far"


DESIGN = [
    "КБ",
    "Кб № 2",
    "ОКБ",
    "ОГК",
    "Инженеры",
    "Технологи",
    "НИОКР",
    "Проектный отдел",
    "Entwicklung",
    "Конструкторы",
    "R&D",
    "Engineering",
    "Отдел главного конструктора",
    "СКБ-1",
    "Инженеры-конструкторы",
    "Отдел разработки",
    "Проектировщики",
    "Design",
    "Design office",
    "Development",
    "Product development",
    "Design engineers",
    "Конструкторско-технологический отдел",
    "ОГТ",
    "Konstruktion",
    "инженерный центр",
]
NO_DESIGN = [
    "Service engineers",
    "Сервисные инженеры",
    "Инженеры по продажам",
    "Инженер по сервису",
    "Инженеры-наладчики",
    "Sales engineers",
    "Field service engineers",
    "Business development",
    "Менеджеры",
    "ОТК",
    "Кбытовой",
    "Скба",
    "Инженер по качеству",
    "Технологическое оборудование",
    "Станки",
    "Снабжение",
    "Отдел сбыта",
    "Пусконаладка",
    "Монтажники",
    "Коммерческий директор",
    "Машины",
]


def test_pools_that_design(plant: Callable[..., Workspace]) -> None:
    usage = [f'0,"{pool}",1,2025-01-10' for pool in (*DESIGN, *NO_DESIGN)]
    ws = plant(
        order_lines=order_lines(["Вал"]), usage="\n".join(["order_id,pool,hours,date", *usage])
    )
    pools = ws.table("design_pools")
    found = dict(zip(pools["pool"], pools["is_design"], strict=True))
    assert [pool for pool in DESIGN if not found[pool]] == []
    assert [pool for pool in NO_DESIGN if found[pool]] == []


def test_the_file_of_pools_and_the_settings_overrule_the_name(
    plant: Callable[..., Workspace],
) -> None:
    pools = "Ресурс,Ед. изм.,Ставка,Конструирует\nБюро 7,ч,100,да\nКБ,ч,100,нет\nИнженеры,ч,100,\nОГК,ч,100,"
    ws = plant('[design_pools]\n"огк" = false\n', order_lines=order_lines(["Вал"]), pools=pools)
    found = ws.table("design_pools").set_index("pool")
    assert found["is_design"].to_dict() == {
        "Бюро 7": True,
        "КБ": False,
        "Инженеры": True,
        "ОГК": False,
    }
    assert found["source"].to_dict() == {
        "Бюро 7": "stated",
        "КБ": "stated",
        "Инженеры": "name",
        "ОГК": "settings",
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("P-7", "p 7", True),
        ("P-7", "Р–7", True),
        ("P7", "P_7", True),
        ("007", "7", True),
        ("ДТ 50-А", "ДТ50А", True),
        ("P-1-15", "P-11-5", False),
        ("P-1-15", "P-115", False),
        ("P-07", "P-7", False),
        ("P-7/1", "P-71", False),
        ("P-7", "P-8", False),
        ("1.5", "15", False),
        ("А-1", "Б-1", False),
    ],
)
def test_codes_that_are_one(
    plant: Callable[..., Workspace], one: str, other: str, same: bool
) -> None:
    ws = plant(
        order_lines=f"order_id,client_name,sku,order_date,revenue\n1,A,{one},2025-01-10,100\n2,B,{other},2025-01-10,100"
    )
    codes = ws.table("product_codes")["code"]
    assert (codes.nunique() == 1) == same
    assert set(ws.table("order_kind")["kind"]) == (
        {"serial"} if same else {"unknown"}
    )  # two clients took it: serial


def test_a_file_without_products_is_of_no_known_kind(plant: Callable[..., Workspace]) -> None:
    rows = [f"{n},C{n % 12},2025-01-{n % 28 + 1:02d},100" for n in range(200)]
    ws = plant(order_lines="\n".join(["order_id,client_name,order_date,revenue", *rows]))
    assert set(ws.table("order_profit")["kind"]) == {"unknown"}
    assert set(ws.table("order_kind")["kind_reasons"]) == {"no evidence"}
    assert ws.metric("custom_share") is None
    assert ws.metric("custom_revenue") is None
    assert ws.table("client_measures")["custom_share"].isna().all()


def test_the_share_of_custom_work_is_of_orders_whose_kind_is_known(
    plant: Callable[..., Workspace],
) -> None:
    lines = ["1,A,Вал нестандартный,300", "2,B,Вал серийный,100", "3,C,Вал,600"]
    ws = plant(
        order_lines="\n".join(
            [
                "order_id,client_name,product_name,revenue,order_date",
                *(f"{x},2025-01-10" for x in lines),
            ]
        )
    )
    assert dict(ws.table("order_profit")[["order_id", "kind"]].to_numpy()) == {
        "1": "custom",
        "2": "serial",
        "3": "unknown",
    }
    assert ws.metric("custom_share") == pytest.approx(300 / (300 + 100))
