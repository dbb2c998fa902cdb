-- One row per product name and group, as written, whose words say that it is custom or serial.
-- «Нестандартный», «по чертежу», «спецзаказ», «опытный образец», НИОКР; not «спецодежда», «специальная цена», «спецификация».
with named as (
    select
        coalesce(product_name, '') as product_name,
        coalesce(product_family, '') as product_family
    from order_lines
    where product_name is not null or product_family is not null
    group by coalesce(product_name, ''), coalesce(product_family, '')
),

texts as (
    select product_name as text from named
    union
    select product_family from named
),

plain as (
    select
        text,
        concat(' ', translate(lower(text), 'ё–—−‐‑‒_ 	,;:()[]/"«»', 'е-------           '), ' ') as words
    from texts
),

found as (
    select
        text,
        words,
        regexp_extract(
            words,
            '(не ?-?стандарт|[^а-я]нестанд|[^а-я]по (предоставленн[а-я]+ )?(черт[^а-я]|чертеж|эскиз|образцу|тз[^а-я]|т\.з\.|техзадан|техническому зад|техническим тр|индивидуальн|проекту зак|кд |документации зак|размерам зак|спецзаказ)'
            '|чертеж[а-я]* заказчик|[^а-я]опытн(ый|ая|ое|ые|ого|ой|ых|ому) (образ|парт|изд|констр|разраб|вариант|модел|сери)'
            '|[^а-я](ниокр|окр|нир) |[^а-я]заказн(ой|ая|ое|ые|ого|ых) |[^а-я]индивидуальн[а-я]* (заказ|проект|исполн|изготовл|разраб|издел)'
            '|эксклюзив|уникальн|прототип|макетн[а-я]* образ|[^а-я]разработка |модифицирован|доработан'
            '|[^a-z](custom|customi[sz]ed|custom-[a-z]+|bespoke|prototypes?|non-? ?standard|made[ -]to[ -]order|made[ -]to[ -]measure|engineered[ -]to[ -]order|one-?off|tailor-?made|(to|per|by) (customer )?(drawing|sketch|specification|sample)s?|r&d) '
            '|sonderanf|sonderbau|sonderausf|kundenspez|nach zeichnung)',
            1
        ) as custom_words,
        regexp_extract(words, '[^а-я](спец[-. ]*[а-я]*) ', 1) as special,
        regexp_extract(words, '[^а-я]спец[-. ]*([а-я]*)', 1) as after_special,
        regexp_extract(words, '[^а-я]специальн[а-я]* ([а-я]*)', 1) as after_specially,
        regexp_extract(words, '[^а-я]специальн', 0) as specially,
        regexp_extract(words, '[^а-я]опытн(ый|ая|ое|ые|ого|ой|ых) ([а-я]*)', 0) as trial,
        regexp_extract(words, '[^а-я]опытн[а-я]* ([а-я]*)', 1) as after_trial,
        regexp_extract(words, '[^a-z]special ([a-z]*)', 0) as special_en,
        regexp_extract(words, '[^a-z]special ([a-z]*)', 1) as after_special_en,
        regexp_extract(words, '[^а-я](серийн[а-я]*|стандартн[а-я]*|типов(ой|ая|ое|ые)|каталожн[а-я]*) ', 1) as serial_words,
        regexp_extract(words, '[^a-z](standard|catalog|catalogue|off-the-shelf) ', 1) as serial_words_en,
        regexp_extract(words, 'серийн[а-я]* ном', 0) as serial_number
    from plain
),

told as (
    select
        text,
        case
            when custom_words <> '' then 1
            when special <> '' and regexp_extract(
                after_special,
                '^(одежд|обув|техник|транспорт|авто|цен|предлож|ифик|иал|ия$|ии$|акци|скидк|средств|связ|машин|шасси|служб|инструмент|защит|матери|жидк|услов|назнач|кузов|прицеп|кож)',
                0
            ) = '' then 1
            when specially <> '' and regexp_extract(
                after_specially, '^(цен|предлож|скидк|услов|акци|одежд|обув|техник|тариф|назнач|средств|транспорт|инструмент|защит)', 0
            ) = '' then 1
            when trial <> '' and regexp_extract(after_trial, '^(завод|хозяйств|станц|пол[ея]|участ|специал|менедж)', 0) = '' then 1
            when special_en <> '' and regexp_extract(
                after_special_en, '^(price|pric|offer|discount|deliver|promo|condition|terms|rate|tool|vehicle|cloth)', 0
            ) = '' then 1
            else 0
        end as is_custom,
        case when (serial_words <> '' or serial_words_en <> '') and serial_number = '' then 1 else 0 end as is_serial
    from found
)

select
    named.product_name,
    named.product_family,
    greatest(of_name.is_custom, of_family.is_custom) as is_custom,
    greatest(of_name.is_serial, of_family.is_serial) as is_serial,
    of_family.is_custom as is_custom_family
from named
inner join told as of_name on named.product_name = of_name.text
inner join told as of_family on named.product_family = of_family.text
where greatest(of_name.is_custom, of_family.is_custom) = 1 or greatest(of_name.is_serial, of_family.is_serial) = 1
