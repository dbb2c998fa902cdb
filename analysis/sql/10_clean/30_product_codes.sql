-- One row per product as the exports write it: its code folded, and the stem that is left without a lot, a number or a year.
-- Folded: case, blanks, dashes, letters that look alike; a dash between digits still parts them (P-1-15 is not P-11-5), and only a
-- code all of digits loses leading zeros, as in Excel. Whether a stem is one product the orders tell (custom_products).
with written as (
    select coalesce(sku, product_name) as product
    from order_lines
    where coalesce(sku, product_name) is not null
    group by coalesce(sku, product_name)
),

plain as (  -- dashes of every kind are one, so are blanks
    select
        product,
        trim(translate(lower(product), 'ё–—−‐‑‒_ 	', 'е-------  ')) as text
    from written
),

parted as (  -- each sign is looked for where the text has it at all: expressions are slow
    select
        product,
        text,
        case when text like '% %' or text like '%,%' or text like '%№%' or text like '%#%' or text like '%-%' then regexp_extract(
            text,
            '^(.*?[^ ,;:(\[/-])[ ,;:(\[/-]+(партия|парт\.?|лот|lot|batch|зав\.?|заводской|сер\.|серийный|serial|sn|заказ|зак\.|order|ord|№|#)[ .:№#]*([a-zа-я]{0,3}-?[0-9][^ ]*)[ )\]]*$',
            1
        ) else '' end as before_word,
        case when text like '%/%' or text like '%|%' or text like '%#%' or text like '%*%' or text like '%:%' or text like '%;%'
            or text like '%@%' then regexp_extract(
            text, '^(.*[a-zа-я0-9)]) *[/|#*:;@] *([a-zа-я]{0,3}-?[0-9][a-zа-я0-9.-]*)$', 1
        ) else '' end as before_stroke,
        case when text like '%)' or text like '%]' then regexp_extract(
            text, '^(.*[a-zа-я0-9)]) *[(\[] *([a-zа-я]{0,3}-?[0-9][a-zа-я0-9. -]*)[)\]]$', 1
        ) else '' end as before_bracket,
        case when text like '%20%' then regexp_extract(
            text,
            '^(.*[a-zа-я0-9)]) *[-/. ] *(20[0-9][0-9][-/.]?[01][0-9]([-/.]?[0-3][0-9])?|([0-3][0-9][-/.])?[01][0-9][-/.]20[0-9][0-9])$',
            1
        ) else '' end as before_date,
        case when text like '%20__' then regexp_extract(text, '^(.*[a-zа-я0-9)]) *[-/. ] *(20[0-9][0-9])$', 1) else '' end as before_year,
        case when text like '20__%' then regexp_extract(text, '^20[0-9][0-9] *[-/. ] *(.*[a-zа-я].*[0-9].*)$', 1) else '' end as after_year,
        case when text like '20__%' then substr(text, 1, 4) end as first_year,
        case when text like '%20__' then substr(text, length(text) - 3, 4) end as last_year,
        case when text like '% %' or text like '%-%' then regexp_extract(text, '^(.*[a-zа-я0-9)]) *[- ] *([0-9]{3,})$', 1) else '' end
            as before_number,
        case when text like '%.%' then regexp_extract(text, '^(.*[a-zа-я0-9)])\.([0-9]{3,})$', 1) else '' end as before_point
    from plain
),

years as (
    select
        cast(min(extract(year from order_date)) as varchar) as first_one,
        cast(max(extract(year from order_date)) as varchar) as last_one
    from order_lines
),

dated as (  -- 2012 behind a code is a number where no order is of that year
    select
        parted.*,
        before_year <> '' and last_year between years.first_one and years.last_one as ends_in_year,
        after_year <> '' and first_year between years.first_one and years.last_one as begins_with_year
    from parted
    cross join years
),

stemmed as (
    select
        product,
        text,
        case
            when before_word <> '' then before_word
            when before_date <> '' then before_date
            when ends_in_year then before_year
            when begins_with_year then after_year
            when before_stroke <> '' then before_stroke
            when before_bracket <> '' then before_bracket
            when before_number <> '' then before_number
            when before_point <> '' then before_point
        end as stem,
        case
            when before_word <> '' or before_date <> '' then 'lot'
            when ends_in_year or begins_with_year then 'year'
            when before_stroke <> '' or before_bracket <> '' then 'lot'
            when before_number <> '' then 'number'
            when before_point <> '' then 'point'
        end as sign,
        case when ends_in_year then last_year when begins_with_year then first_year end as year
    from dated
),

texts as (  -- what is folded: whole codes and, where they say something, stems
    select text from stemmed
    union
    select stem from stemmed where stem is not null
),

looks as (
    select
        text,
        regexp_extract(text, '^0*([0-9]+)$', 1) as number,
        translate(
            translate(text, 'авекмнорстухіјѕ', 'abekmhopctyxijs'), 'a -«»"''', 'a'
        ) as letters,
        translate(
            text,
            ' .,;:/\|()[]{}+*#№@&%=<>"''«»абвгдежзийклмнопрстуфхцчшщъыьэюяіјѕїєґabcdefghijklmnopqrstuvwxyz',
            '-----------------------------------------------------------------------------------------------'
        ) as digits
    from texts
),

folded as (  -- runs of signs between digits count as one sign; at most eight of them
    select
        text,
        case when number <> '' then number else concat(letters, '|', trim(translate(
            case when digits like '%--%' then regexp_replace(regexp_replace(regexp_replace(regexp_replace(
                regexp_replace(regexp_replace(regexp_replace(regexp_replace(
                    digits, '--+', '-'), '--+', '-'), '--+', '-'), '--+', '-'), '--+', '-'), '--+', '-'), '--+', '-'), '--+', '-')
            else digits end,
            '-', ' '
        ))) end as code
    from looks
)

select
    stemmed.product,
    whole.code,
    case when regexp_extract(stemmed.stem, '[0-9]', 0) <> '' or stemmed.sign = 'lot' then stem.code end as stem,
    case when regexp_extract(stemmed.stem, '[0-9]', 0) <> '' or stemmed.sign = 'lot' then stemmed.sign end as sign,
    stemmed.year
from stemmed
inner join folded as whole on stemmed.text = whole.text
left join folded as stem on stemmed.stem = stem.text
