"""What the sales office knew of a client before its first deal, and whom it talked to there."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .clients import ABSENT_FROM_CLIENT_LIST, THE_CLIENT, Client

CUSTOM_MINDED = ("custom_hidden_loss", "the_client", "custom_markup_eaten", "custom_earns")
WORDS_OF_INDUSTRY = {
    "Энергетика": ("Энерг",),
    "Водоснабжение": ("Водо",),
    "Теплоснабжение": ("Тепло", "Теплотрасса"),
    "Химия": ("химк", "удобр", "Краск"),
    "Нефть и газ": ("Нефт", "Газ"),
    "Машиностроение": ("Насос", "Котло", "Компр", "маш"),
    "Металлургия": ("Сталь", "Печь"),
    "Пищевая промышленность": ("вода", "Молоч", "Пивов", "Сахар", "Хлеб", "Масло", "Мясн", "Птиц"),
    "Торговля": ("Опт", "Сервис", "КИП", "Щит"),
    "НИОКР": ("НТЦ", "НПО", "КБ", "лаб", "Аэро", "Институт"),
    "Судостроение": ("Мор", "Судо"),
    "Образование": ("Учебн",),
}
OTHER_INDUSTRIES = (
    "Машиностроение",
    "Строительные материалы",
    "Сельское хозяйство",
    "Транспорт",
    "ЖКХ",
)
REGIONS = (
    "Приволжский",
    "Уральский",
    "Центральный",
    "Северо-Западный",
    "Сибирский",
    "Южный",
    "Дальневосточный",
)
SOURCES = (
    "Рекомендация",
    "Сайт",
    "Выставка",
    "Холодный звонок",
    "Тендерная площадка",
    "Старый клиент",
)
DECIDERS = (
    "Отдел закупок",
    "Главный инженер",
    "Технический директор",
    "Генеральный директор",
    "Тендерная комиссия",
)
MANY_DECIDERS = "Несколько служб"

# Headcount and yearly turnover (million roubles): the middle of a wide spread.
SIZE = {
    "serial_core": (1400, 5200),
    "serial_middle": (420, 1300),
    "serial_tail": (75, 190),
    "no_orders": (300, 900),
}
CUSTOM_SIZE = (160, 420)

SURNAMES = (
    "Абрикосов",
    "Барсуков",
    "Васильков",
    "Горкин",
    "Дубравин",
    "Ежевикин",
    "Журавин",
    "Заречный",
    "Ивняков",
    "Клюквин",
    "Липкин",
    "Малинин",
    "Незабудкин",
    "Орешкин",
    "Пеньков",
    "Ромашкин",
    "Сиренев",
    "Тополев",
    "Ужов",
    "Фиалкин",
    "Хвощин",
    "Цветиков",
    "Чижов",
    "Шишкин-Демо",
    "Щеглов",
    "Ясенев",
)
INITIALS = "АБВГДЕИКЛМНОПРСТ"
POSITIONS = {
    "контакт": ("Инженер по закупкам", "Специалист КИП", "Снабженец"),
    "АПР": ("Начальник КИПиА", "Ведущий инженер", "Технолог"),
    "ЛПР": ("Главный инженер", "Директор по закупкам", "Генеральный директор"),
    "ЛВР": ("Главный метролог", "Начальник ОТК", "Финансовый директор"),
}


@dataclass(frozen=True)
class Card:
    client: Client
    tax_number: str
    industry: str
    region: str
    employees: int | None
    turnover_millions: int | None
    serial_suits: str
    decider: str
    source: str
    tender: str


@dataclass(frozen=True)
class Contact:
    client: Client
    name: str
    position: str
    role: str
    stance: str


def cards(rng: Random, clients: list[Client]) -> list[Card]:
    return [_card(rng, client) for client in clients if client.name != ABSENT_FROM_CLIENT_LIST]


def _card(rng: Random, client: Client) -> Card:
    custom = client.role in CUSTOM_MINDED
    people, turnover = SIZE.get(client.role, CUSTOM_SIZE if custom else SIZE["serial_middle"])
    suits = rng.random() < (0.3 if custom else 0.9)
    if client.name == THE_CLIENT:
        suits = False
    return Card(
        client=client,
        tax_number=f"00{rng.randrange(10**8):08d}",  # no region has the code 00: nobody's number
        industry=_industry(rng, client.name),
        region=rng.choices(REGIONS, (34, 20, 18, 9, 9, 7, 3))[0],
        employees=_sometimes_unknown(rng, people * rng.lognormvariate(0, 0.6)),
        turnover_millions=_sometimes_unknown(rng, turnover * rng.lognormvariate(0, 0.7)),
        serial_suits="" if rng.random() < 0.08 else "да" if suits else "нет",
        decider=MANY_DECIDERS
        if rng.random() < (0.55 if custom else 0.08)
        else rng.choice(DECIDERS),
        source=rng.choice(SOURCES),
        tender="да" if rng.random() < 0.25 else "нет",
    )


def _industry(rng: Random, name: str) -> str:
    named = (
        title for title, words in WORDS_OF_INDUSTRY.items() if any(word in name for word in words)
    )
    return next(named, None) or rng.choice(OTHER_INDUSTRIES)


def _sometimes_unknown(rng: Random, value: float) -> int | None:
    return None if rng.random() < 0.07 else max(1, round(value))


def contacts(rng: Random, clients: list[Client]) -> list[Contact]:
    return [contact for client in clients for contact in _contacts(rng, client)]


def _contacts(rng: Random, client: Client) -> list[Contact]:
    if client.name == THE_CLIENT:
        cast = [
            ("контакт", "поддерживает"),
            ("АПР", "нейтрален"),
            ("ЛПР", "нейтрален"),
            ("ЛВР", "против"),
        ]
        cast.append(("ЛВР", "против"))
    else:
        cast = [(role, _stance(rng, client)) for role in _roles(rng)]
    return [
        Contact(client, _name(rng), rng.choice(POSITIONS[role]), role, stance)
        for role, stance in cast
    ]


def _roles(rng: Random) -> list[str]:
    odds = (("контакт", 1.0), ("ЛПР", 0.7), ("АПР", 0.35), ("ЛВР", 0.3))
    return [role for role, chance in odds if rng.random() < chance]


def _stance(rng: Random, client: Client) -> str:
    against = 0.22 if client.role in ("custom_hidden_loss", "custom_markup_eaten") else 0.06
    return rng.choices(("поддерживает", "нейтрален", "против"), (0.42, 0.52 - against, against))[0]


def _name(rng: Random) -> str:
    return f"{rng.choice(SURNAMES)} {rng.choice(INITIALS)}. {rng.choice(INITIALS)}."
