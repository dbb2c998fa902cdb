"""Possible clients as the telemarketers wrote them down: who is ours, who needs what and when, and how their phones are spelt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from .client_cards import INITIALS, POSITIONS, SURNAMES, Card
from .lead_names import COMPANIES, TELEMARKETERS, TOWNS, Town

AS_OF = date(2026, 11, 2)  # the day of the export: what is planted is true of it
GOOD_INDUSTRIES = (
    "Нефть и газ",
    "Химия",
    "Энергетика",
    "Теплоснабжение",
    "Водоснабжение",
    "Машиностроение",
    "Пищевая промышленность",
    "Строительные материалы",
)
OTHER_INDUSTRIES = ("Торговля", "НИОКР", "Образование", "ЖКХ", "Сельское хозяйство")
SUPPLIERS = ("Термоприбор-Альфа Демо", "Манометр-Юг Демо", "Сенсорика Плюс Демо", "")

# Role → how many such leads. The role is the planted truth: what is known of the lead follows from it, and so does its next step.
ROLES = {
    "ready_small": 20,
    "ready_complex": 18,
    "bought_lately": 24,
    "needed_later": 8,
    "need_unknown": 14,
    "type_unknown": 5,
    "fit_unknown": 12,
    "may_still_be_ours": 6,
    "borderline": 8,
    "not_ours": 22,
}
BOUGHT_YESTERDAY = (
    4  # of those who bought lately: from a competitor, a small deal with a short lead time
)
COMPLEX_BY = ("modified", "unique", "amount", "lead time", "deciders")


@dataclass(frozen=True)
class Person:
    name: str
    position: str
    role: str
    stance: str


@dataclass(frozen=True)
class Lead:
    code: str
    company: str
    role: str
    town: Town
    phone: str
    assigned_to: str
    industry: str = ""
    serial_suits: str = ""
    employees: int | None = None
    tender: str = ""
    wants: str = ""
    amount: int | None = None
    lead_time: int | None = None
    bought_on: date | None = None
    supplier: str = ""
    cycle: int | None = None
    need_by: date | None = None
    people: tuple[Person, ...] = ()
    client_code: str = ""  # of one that became a client

    @property
    def buys_from(self) -> date | None:
        """The day from which on it would buy; None where that isn't known."""
        before = timedelta(days=self.lead_time or 0)
        if self.need_by is not None:
            return self.need_by - before
        if self.bought_on is None or self.cycle is None:
            return None
        return self.bought_on + timedelta(days=self.cycle) - before

    @property
    def next_step(self) -> tuple[str, str] | None:
        """What the method says to do with it on AS_OF, and why; None of those that became clients."""
        by = "needed by a date" if self.need_by else "cycle since the last purchase"
        return {
            "ready_small": ("hand over", by),
            "ready_complex": ("book a meeting", by),
            "bought_lately": ("call back", by),
            "needed_later": ("call back", by),
            "need_unknown": (
                "ask",
                "cycle unknown" if self.bought_on else "last purchase unknown",
            ),
            "type_unknown": ("ask", "deal type unknown"),
            "fit_unknown": ("ask", "not enough data"),
            "may_still_be_ours": ("ask", "may still be ours"),
            "borderline": ("ask", "borderline"),
            "not_ours": ("decline", "not ours"),
        }.get(self.role)


def leads_of(rng: Random, became_clients: list[Card]) -> list[Lead]:
    """Numbered in the order in which they were written down; roles lie among each other."""
    roles = [role for role, count in ROLES.items() for _ in range(count)]
    companies = list(COMPANIES)
    rng.shuffle(companies)
    found = [
        _with_need(rng, _with_fit(rng, _unknown(rng, company, town, role)), n)
        for n, (role, (company, town)) in enumerate(zip(roles, companies, strict=False))
    ]
    found += [_became_client(rng, card) for card in became_clients]
    rng.shuffle(found)
    return [
        replace(_with_people(rng, lead), code=f"Л-{n:04d}") for n, lead in enumerate(found, start=1)
    ]


def _unknown(rng: Random, company: str, town: Town, role: str) -> Lead:
    caller = rng.choice((*TELEMARKETERS, ""))
    return Lead("", company, role, town, _phone(rng, town), caller)


def _became_client(rng: Random, card: Card) -> Lead:
    town = rng.choice([town for town in TOWNS if town.region == card.region])
    lead = _unknown(rng, card.client.name, town, "became_client")
    return replace(
        lead,
        industry=card.industry,
        serial_suits=card.serial_suits,
        employees=card.employees,
        tender=card.tender,
        client_code=card.client.code,
    )


def _with_fit(rng: Random, lead: Lead) -> Lead:
    """What the portrait asks: the industry and the serial product weigh two each, the size and the tender one each."""
    good, other = rng.choice(GOOD_INDUSTRIES), rng.choice(OTHER_INDUSTRIES)
    big, small = rng.randint(80, 2400), rng.randint(6, 45)
    if lead.role == "fit_unknown":
        known = rng.choice(({}, {"industry": good}, {"serial_suits": "да"}))
        return replace(lead, **known)
    if lead.role == "may_still_be_ours":
        return replace(lead, industry=good, employees=small, tender="нет")
    if lead.role == "borderline":
        asks_for_others = rng.random() < 0.6
        return replace(
            lead,
            industry=good if asks_for_others else other,
            serial_suits="нет" if asks_for_others else "да",
            employees=big,
            tender="нет",
        )
    if lead.role == "not_ours":
        return replace(
            lead,
            industry=other,
            serial_suits="нет" if rng.random() < 0.8 else "",
            employees=small,
            tender="да" if rng.random() < 0.7 else "нет",
        )
    return replace(
        lead,
        industry=good,
        serial_suits="да",
        employees=big if rng.random() < 0.9 else None,
        tender="да" if rng.random() < 0.15 else "нет",
    )


def _with_need(rng: Random, lead: Lead, n: int) -> Lead:
    """When it buys, and what: small and serial, but for those whose deal is complex."""
    cycle, lead_time = rng.choice((90, 120, 180, 365)), rng.randint(10, 40)
    lead = replace(lead, wants="серийное", amount=rng.randint(6, 48) * 10_000, lead_time=lead_time)
    supplier = rng.choice(SUPPLIERS)
    if lead.role == "ready_complex":
        lead = _made_complex(lead, rng, COMPLEX_BY[n % len(COMPLEX_BY)])
        lead_time = lead.lead_time or 0
    if lead.role == "need_unknown":
        bought = AS_OF - timedelta(days=rng.randint(20, 400))
        return replace(lead, bought_on=bought, supplier=supplier) if n % 2 else lead
    if lead.role == "needed_later":
        return replace(lead, need_by=AS_OF + timedelta(days=lead_time + rng.randint(20, 250)))
    if lead.role == "bought_lately":
        wait = rng.randint(5, cycle - lead_time - 1)
        if n % (ROLES["bought_lately"] // BOUGHT_YESTERDAY) == 0:
            wait, supplier = cycle - lead_time - 1, SUPPLIERS[0]
        bought = AS_OF + timedelta(days=wait + lead_time - cycle)
        return replace(lead, bought_on=bought, cycle=cycle, supplier=supplier)
    if lead.role == "type_unknown":
        lead = replace(lead, amount=None)
    if n % 4 == 0:
        return replace(lead, need_by=AS_OF + timedelta(days=rng.randint(1, lead_time)))
    bought = AS_OF - timedelta(days=cycle - lead_time + rng.randint(0, 60))
    return replace(lead, bought_on=bought, cycle=cycle, supplier=supplier)


def _made_complex(lead: Lead, rng: Random, by: str) -> Lead:
    if by in ("modified", "unique"):
        return replace(lead, wants={"modified": "модификация", "unique": "уникальное"}[by])
    if by == "amount":
        return replace(lead, amount=rng.randint(55, 240) * 10_000)
    if by == "lead time":
        return replace(lead, lead_time=rng.randint(60, 80))
    return lead  # many people decide there: see _with_people


def _with_people(rng: Random, lead: Lead) -> Lead:
    """Whom the telemarketers talked to. Two who decide make a deal complex: a small one has one of them at most."""
    roles = ["контакт"]
    only_deciders = lead.role == "ready_complex" and lead.wants == "серийное"
    if only_deciders and (lead.amount or 0) < 500_000 and (lead.lead_time or 0) < 60:
        roles += ["АПР", "ЛПР", "ЛВР"]
    elif lead.role in ("ready_complex", "not_ours", "bought_lately", "became_client"):
        roles += [role for role in ("АПР", "ЛПР", "ЛВР") if rng.random() < 0.4]
    elif rng.random() < 0.4:
        roles = []
    elif rng.random() < 0.4:
        roles.append("ЛПР")
    against = 0.35 if lead.role == "not_ours" else 0.08
    odds = (0.4, 0.6 - against, against)
    return replace(
        lead,
        people=tuple(
            Person(
                f"{rng.choice(SURNAMES)} {rng.choice(INITIALS)}. {rng.choice(INITIALS)}.",
                rng.choice(POSITIONS[role]),
                role,
                rng.choices(("поддерживает", "нейтрален", "против"), odds)[0],
            )
            for role in roles
        ),
    )


def _phone(rng: Random, town: Town) -> str:
    """As people write them; no exchange begins with 0 and nobody has the code 907: these are nobody's phones."""
    a, b, c = rng.randint(10, 99), rng.randint(10, 99), rng.randint(10, 99)
    landline, mobile = f"{town.code}0{a}{b}{c}", f"8-907-0{a}-{b}-{c}"
    spellings = (
        f"8 ({town.code}) 0{a}-{b}-{c}",
        f"+7 {town.code} 0{a}-{b}-{c}",
        f"8{landline}",
        f"7{landline}",
        f"{town.code} 0{a}-{b}-{c} доб. {rng.randint(10, 399)}",
        f"8({town.code})0{a}{b}{c}, {mobile}",
        mobile,
        "",
        f"0{a}-{b}",  # a town's own number: nobody else can dial it
    )
    return rng.choices(spellings, (22, 20, 12, 6, 10, 10, 12, 5, 3))[0]
