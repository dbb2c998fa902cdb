-- One row per pool, listed or only used: whether its people design. As the settings say, else the pools file, else its name.
with stated as (
    select pool, max(case when is_design then 1 else 0 end) as is_design
    from raw_pools
    where is_design is not null
    group by pool
),

named as (
    select
        pool,
        concat(' ', translate(lower(pool), 'ё–—−‐‑‒-_ .,;:()[]/"«»', 'е                    '), ' ') as words
    from capacity_rates
    group by pool
),

proposed as (
    select
        pool,
        regexp_extract(
            words,
            '(констру|проектн|проектир|проектант|инженер|разраб|технолог|чертеж|дизайн|[^а-я](кб|окб|скб|цкб|пкб|спкб|огк|огт|отк?гк|ниокр|окр|нир|кто|ктб|скто) '
            '|[^a-z](r&d|r & d|rnd|r d|design[a-z]*|engineer[a-z]*|develop[a-z]*|drafting|draftsm[ae]n|drawing office|cad) '
            '|entwickl|konstrukt)',
            1
        ) as designing,
        regexp_extract(
            words,
            '(сервис|продаж|сбыт|налад|монтаж|ремонт|эксплуат|гарант|маркет|закуп|снабж|качеств|охран|безопас|смет|информац|оборуд|станк|установк|линия|линии|поддержк|внедр|обслуж|логист|[^а-я](отк|пнр) '
            '|service|sales|selling|support|commission|mainten|install|field|business|quality|safety|machine|equipment|vertrieb|kundendienst|montage|wartung)',
            1
        ) as doing_else
    from named
)

select
    proposed.pool,
    coalesce(design_pools_set.is_design, stated.is_design = 1, proposed.designing <> '' and proposed.doing_else = '') as is_design,
    coalesce(stated.is_design = 1, proposed.designing <> '' and proposed.doing_else = '') as is_proposed,
    case
        when design_pools_set.pool is not null then 'settings'
        when stated.pool is not null then 'stated'
        else 'name'
    end as source
from proposed
left join stated on proposed.pool = stated.pool
left join design_pools_set on lower(trim(proposed.pool)) = lower(trim(design_pools_set.pool))
