-- One row per order: serial, custom or unknown, why, and each piece of evidence.
-- As a person corrected it, else as the export states it, else from evidence. Custom from two points: a modification, words that
-- say so, a product made once, a product that its client alone orders again and many design hours are two each; a product in one
-- order so far, one for one client so far and small quantities are one. Else serial where anything says so; else unknown.
with weighed as (
    select
        kind_evidence.*,
        2 * (is_modification + is_named_custom + is_sold_once + is_for_its_client + has_design_hours)
        + greatest(is_once_so_far, is_for_one_client)  -- one fact never counts twice: nobody else has had it yet
        + greatest(is_small_batch, is_many_in_few) as points,  -- nor does this one: few pieces are a small batch
        is_for_several + is_repeated + is_base_product + is_named_serial + has_full_batch + has_no_design as serial_points
    from kind_evidence
),

judged as (
    select
        weighed.*,
        kind_corrections.kind as corrected_kind,
        case
            when kind_corrections.kind is not null then kind_corrections.kind
            when stated_custom = 1 then 'custom'
            when stated_serial = 1 then 'serial'
            when points >= 2 then 'custom'
            when serial_points > 0 then 'serial'
            else 'unknown'
        end as kind
    from weighed
    left join kind_corrections on weighed.order_id = kind_corrections.order_id
)

select
    order_id,
    kind,
    case
        when corrected_kind is not null then 'corrected by hand'
        when stated_custom = 1 or stated_serial = 1 then 'stated in the export'
        when points = 0 and serial_points = 0 then 'no evidence'
        else concat_ws(
            '; ',
            case when kind = 'serial' and is_for_several = 1 then 'product for several clients' end,
            case when kind = 'serial' and is_repeated = 1 then 'product in several orders' end,
            case when kind = 'serial' and is_base_product = 1 then 'base product' end,
            case when kind = 'serial' and is_named_serial = 1 then 'name or group of serial work' end,
            case when kind = 'serial' and has_full_batch = 1 then 'batch of serial size' end,
            case when kind = 'serial' and has_no_design = 1 then 'hours logged without design' end,
            case when kind = 'unknown' then 'not enough evidence' end,
            case when kind = 'serial' and points > 0 then 'weak evidence against it' end,
            case when is_modification = 1 then 'modification of a base product' end,
            case when is_named_custom = 1 then 'name or group of custom work' end,
            case when is_sold_once = 1 then 'product in one order only' end,
            case when is_for_its_client = 1 then 'product that one client orders again' end,
            case when has_design_hours = 1 then 'design hours logged' end,
            case when is_once_so_far = 1 then 'product in one order so far' end,
            case when is_for_one_client = 1 then 'product for one client so far' end,
            case when is_small_batch = 1 then 'batch under the serial minimum' end,
            case when is_many_in_few = 1 then 'many products in few pieces' end
        )
    end as kind_reasons,
    case
        when corrected_kind is not null then 'corrected'
        when stated_custom = 1 or stated_serial = 1 then 'stated'
        when kind = 'unknown' then 'unknown'
        else 'evidence'
    end as kind_source,
    points,
    serial_points,
    stated_custom = 1 or stated_serial = 1 as is_stated,
    corrected_kind is not null as is_corrected,
    is_modification = 1 as is_modification,
    is_named_custom = 1 as is_named_custom,
    is_sold_once = 1 as is_sold_once,
    is_for_its_client = 1 as is_for_its_client,
    has_design_hours = 1 as has_design_hours,
    is_once_so_far = 1 as is_once_so_far,
    is_for_one_client = 1 as is_for_one_client,
    is_small_batch = 1 as is_small_batch,
    is_many_in_few = 1 as is_many_in_few,
    is_for_several = 1 as is_for_several,
    is_repeated = 1 as is_repeated,
    is_base_product = 1 as is_base_product,
    is_named_serial = 1 as is_named_serial,
    has_full_batch = 1 as has_full_batch,
    has_no_design = 1 as has_no_design,
    design_hours,
    design_hours_needed
from judged
