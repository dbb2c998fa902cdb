"""The stages of a sale: [[sale_stage]] in settings.toml, each with the working days that it may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from msgspec import Meta

from analysis import validation
from analysis.dictionary.setting_kinds import Days, Name
from analysis.errors.phrases import phrase
from analysis.language import texts
from analysis.validation import Refusing

StageNumber = Annotated[int, Meta(ge=1, le=20, extra={"unit": "count"})]


@dataclass(frozen=True)
class SaleStage:
    """`number`: its place, from 1 on. `norm_days`: working days. `also`: further names that files give it."""

    number: StageNumber
    ru: Name
    en: Name
    norm_days: Days
    also: tuple[str, ...] = ()

    def name(self, lang: str) -> str:
        return self.ru if lang == "ru" else self.en


_USUAL_NORMS = (10.0, 10.0, 15.0, 10.0, 30.0)


def _usual() -> tuple[SaleStage, ...]:
    """The five of METHOD_DEALS.md, section 3, by their names in both languages."""
    ru, en = texts("ru"), texts("en")
    return tuple(
        SaleStage(
            number,
            ru[f"sale_stage.{number}"],
            en[f"sale_stage.{number}"],
            norm,
            tuple(
                name for each in (ru, en) for name in each[f"sale_stage.{number}.also"].split("; ")
            ),
        )
        for number, norm in enumerate(_USUAL_NORMS, 1)
    )


USUAL = _usual()


def read(raw: Any, refusing: Refusing) -> tuple[SaleStage, ...]:
    """The usual ones where none is given. Refused where a stage lacks a part, or they aren't numbered 1, 2, 3 … in their order."""
    kinds, found = {**validation.kinds_of(SaleStage), "also": Any}, list[SaleStage]()
    for place, each in enumerate(validation.tables(raw, "sale_stage", refusing), 1):
        key = f"sale_stage[{place}]"
        given = validation.table(
            each, kinds, key, refusing, needs=("number", "ru", "en", "norm_days")
        )
        also = tuple(
            validation.value(name, Name, f"{key}.also", refusing)
            for name in validation.tables(given.pop("also", ()), f"{key}.also", refusing)
        )
        stage = SaleStage(**given, also=also)
        if stage.number != place:
            raise refusing.bad(f"{key}.number", stage.number, phrase("mend.stages", wanted=place))
        found.append(stage)
    return tuple(found) or USUAL
