-- One row per header, in lower case, under which a list names the group (the holding): the one of the settings, else these.
with usual as (
    select 'холдинг' as attribute
    union all
    select 'группа компаний' as attribute
    union all
    select 'гк' as attribute
    union all
    select 'группа клиентов' as attribute
    union all
    select 'головная компания' as attribute
    union all
    select 'головное предприятие' as attribute
    union all
    select 'головной контрагент' as attribute
    union all
    select 'client_group' as attribute
    union all
    select 'group of companies' as attribute
    union all
    select 'holding' as attribute
    union all
    select 'parent company' as attribute
)

select usual.attribute
from usual
cross join settings
where coalesce(trim(settings.group_column), '') = ''
union all
select lower(trim(settings.group_column)) as attribute
from settings
where trim(settings.group_column) <> ''
