"""Names of possible clients and of their towns: made up, and none of them is a client of the plant."""

from __future__ import annotations

from typing import NamedTuple


class Town(NamedTuple):
    """`code`: of its phones; `zone`: its hours against Moscow's, as Russian lists write it."""

    name: str
    region: str
    code: str
    zone: str


TOWNS = (
    Town("Волгоречье", "Приволжский", "846", "МСК+1"),
    Town("Славнополь", "Приволжский", "846", "МСК+1"),
    Town("Гидроградск", "Уральский", "343", "МСК+2"),
    Town("Тайговск", "Уральский", "343", "МСК+2"),
    Town("Белоград", "Центральный", "495", "МСК"),
    Town("Зареченск", "Центральный", "495", "МСК"),
    Town("Ясногорье", "Центральный", "495", "МСК"),
    Town("Приозёрск-Демо", "Северо-Западный", "812", "МСК"),
    Town("Сосновец", "Северо-Западный", "812", "МСК"),
    Town("Синегорье", "Сибирский", "383", "МСК+4"),
    Town("Кедровка-Демо", "Сибирский", "383", "МСК+4"),
    Town("Степнянск", "Южный", "861", "МСК"),
    Town("Лазоревка", "Южный", "861", "МСК"),
    Town("Приморец", "Дальневосточный", "423", "МСК+7"),
)
TRADES = (
    "Котельный завод",
    "Водоканал",
    "Насосы",
    "Теплосеть",
    "Химреактив",
    "Молкомбинат",
    "Пивзавод",
    "Энергоцех",
    "Бетон",
    "Нефтесервис",
    "Лабораторные системы",
    "Стенд",
)
COMPANIES = tuple(
    (f'{("ООО", "АО")[n % 3 == 0]} "{trade} {town.name}"', town)
    for trade in TRADES
    for n, town in enumerate(TOWNS)
)
TELEMARKETERS = ("Ландышева А. П.", "Мятина Т. О.", "Рощина Е. В.")
