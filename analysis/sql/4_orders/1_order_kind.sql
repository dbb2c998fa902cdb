-- One row per order: serial or custom, why, and each piece of evidence.
-- As a person corrected it, else as the export states it, else from evidence of two points: a modification, a product in one
-- order only and many design hours are two each; a product for one client only is one, and so are small quantities.
with weighed as (
    select
        kind_evidence.*,
        2 * (is_modification + is_sold_once + has_design_hours)
        + is_for_one_client
        + greatest(is_small_batch, is_many_in_few) as points  -- few pieces are a small batch: one fact never counts twice
    from kind_evidence
),

judged as (
    select
        weighed.*,
        kind_corrections.kind as corrected_kind,
        case
            when kind_corrections.kind is not null then case when kind_corrections.kind = 'custom' then 1 else 0 end
            when stated_custom = 1 then 1
            when stated_serial = 1 then 0
            when points >= 2 then 1
            else 0
        end as is_custom
    from weighed
    left join kind_corrections on weighed.order_id = kind_corrections.order_id
)

select
    order_id,
    case when is_custom = 1 then 'custom' else 'serial' end as kind,
    case
        when corrected_kind is not null then 'corrected by hand'
        when stated_custom = 1 or stated_serial = 1 then 'stated in the export'
        when points = 0 then 'no evidence of custom work'
        else concat_ws(
            '; ',
            case when is_custom = 0 then 'weak evidence only' end,
            case when is_modification = 1 then 'modification of a base product' end,
            case when is_sold_once = 1 then 'product in one order only' end,
            case when has_design_hours = 1 then 'design hours logged' end,
            case when is_for_one_client = 1 then 'product for one client only' end,
            case when is_small_batch = 1 then 'batch under the serial minimum' end,
            case when is_many_in_few = 1 then 'many products in few pieces' end
        )
    end as kind_reasons,
    case
        when corrected_kind is not null then 'corrected'
        when stated_custom = 1 or stated_serial = 1 then 'stated'
        else 'evidence'
    end as kind_source,
    points,
    stated_custom = 1 or stated_serial = 1 as is_stated,
    corrected_kind is not null as is_corrected,
    is_modification = 1 as is_modification,
    is_sold_once = 1 as is_sold_once,
    has_design_hours = 1 as has_design_hours,
    is_for_one_client = 1 as is_for_one_client,
    is_small_batch = 1 as is_small_batch,
    is_many_in_few = 1 as is_many_in_few,
    design_hours,
    design_hours_needed
from judged
