"""Every check and notice is broken once, on a copy of the tiny plant's store: it is silent before and names the guilty row after."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest

import analysis
from analysis.stores import pipeline

# What spoils the store so that the check must fire, and the guilty row's first value.
SPOILT: dict[str, tuple[str, object]] = {
    "charged_plus_unused_is_the_pool_cost": (
        "update pool_use set unused_cost = unused_cost + 0.00001 where pool = 'Менеджеры'",
        "Менеджеры",
    ),
    "clients_add_up_to_the_whole": (
        "update client_profit set true_profit = true_profit - 0.02 where client_id = 'НПО \"Бета\"'",
        25000,
    ),
    "every_line_is_counted_once": (  # a line joined twice: the order holds more than its lines
        "insert into order_lines select * from order_lines where order_id = '004'",
        "004",
    ),
    "pool_use_holds_every_charged_cost": (
        "update order_costs set cost = cost + 0.00001 where order_id = '001'",
        "Менеджеры",
    ),
    "a_pool_charges_what_was_used_of_it": (
        "update pool_use set cost_internal = cost_internal + 0.00001 where pool = 'Конструкторы'",
        "Конструкторы",
    ),
    "an_orders_profits_are_made_of_its_parts": (
        "update order_profit set credit_cost = credit_cost * 10 where order_id = '001'",
        "001",
    ),
    "an_orders_resources_are_those_of_its_pools": (
        "update order_profit set hours = hours * 2 where order_id = '003'",
        "003",
    ),
    "a_client_is_its_orders": (
        "update client_profit set hours = hours * 2 where client_id = 'НПО \"Бета\"'",
        'НПО "Бета"',
    ),
    "a_clients_ratios_are_of_its_sums": (
        "update client_profit set true_margin = 0.81 where client_id = 'НПО \"Бета\"'",
        'НПО "Бета"',
    ),
    "a_decision_stands_on_the_clients_figures": (
        "update client_decision set at_stake = at_stake + 1 where client_id = 'НПО \"Бета\"'",
        'НПО "Бета"',
    ),
    "rows_outside_orders_are_what_clients_used": (
        "update profit_rows set outside_cost = 0 where order_id is null",
        'ЗАО "Гамма"',
    ),
    "the_roll_up_holds_its_rows": (
        "update profit_by_month set hours_costed = hours_costed + 1 where client_id = 'НПО \"Бета\"' and kind = 'custom'",
        'НПО "Бета"',
    ),
    "products_add_up_to_the_whole": (
        "update product_by_month set true_profit = true_profit + 1 where product = 'P-1' and kind = 'serial'",
        dt.date(2025, 1, 1),
    ),
    "slices_add_up_to_the_orders": (
        "update profit_rows set revenue = revenue + 0.001 where order_id = '005'",
        "005",
    ),
    "a_client_is_described_twice_in_one_file": (
        "insert into client_descriptions select * from client_descriptions where client_id = 'ООО \"Альфа\"'",
        'ООО "Альфа"',
    ),
    "a_name_without_id_is_several_clients": (
        "insert into clients by name select '17' as client_id, client_name from clients where client_id = 'ООО \"Альфа\"'",
        'ООО "Альфа"',
    ),
    "a_pool_has_no_cost_in_a_month": (
        "update pool_use set rate_source = 'nearest month' where pool = 'Конструкторы'",
        "Конструкторы",
    ),
    "a_pool_is_used_beyond_its_capacity": (  # 43.99 h of 34 + 10 used
        "update pool_use set capacity = 43.99 where pool = 'Конструкторы'",
        "Конструкторы",
    ),
    "a_pool_has_no_capacity": (
        "update pool_use set rate = null where pool = 'Конструкторы'",
        "Конструкторы",
    ),
    "a_pool_is_stated_twice_in_one_file": (
        "update pools set stated_times = 2 where pool = 'Менеджеры'",
        "Менеджеры",
    ),
    "a_spread_pool_has_nothing_to_be_spread_over": (
        "update pool_use set treatment = 'spread', cost = 1, spread = 0 where pool = 'Конструкторы'",
        "Конструкторы",
    ),
    "a_time_equation_can_not_be_used": (
        "insert into time_equations by name select 'Стажёры' as pool, 1.0 as each",
        "Стажёры",
    ),
    "a_use_names_an_unknown_pool_or_order": (  # the only row of use outside orders
        "update usage set charged_to = 'unknown pool', pool = 'Стажёры' where charged_to = 'client'",
        "Стажёры",
    ),
    "a_use_outside_orders_has_no_date": (  # the only row of use outside orders
        "update usage_costs set used_in = null where charged_to = 'client'",
        'ЗАО "Гамма"',
    ),
    "a_person_is_in_two_places_at_once": (
        "insert into simultaneous_records by name select 'Смирнов' as person, false as is_copy",
        "Смирнов",
    ),
    "a_record_of_time_is_there_twice": (
        "insert into simultaneous_records by name select 'Смирнов' as person, true as is_copy",
        "Смирнов",
    ),
    "a_record_of_time_lasts_over_a_day": (  # 24 hours and a second, from noon
        "update usage set started_at = '2025-01-15 12:00', ended_at = '2025-01-16 12:00:01', stamped_seconds = 86401 "
        "where order_id = '005'",
        "Иванова",
    ),
    "a_record_of_time_may_be_a_correction": (
        "insert into usage select * replace ('006' as order_id, 9 as delivery_no) from usage where order_id = '005'",
        "Иванова",
    ),
    "a_record_of_time_runs_over_midnight": (
        "update usage set started_at = '2025-01-15 23:00', ended_at = '2025-01-16 00:00:01', stamped_seconds = 3601 "
        "where order_id = '005'",
        "Иванова",
    ),
    "a_record_of_time_lasts_no_time": (
        "update usage set started_at = '2025-01-15 12:00', ended_at = '2025-01-15 12:00', stamped_seconds = 0 "
        "where order_id = '005'",
        "Иванова",
    ),
    "an_order_belongs_to_one_client": (
        "update order_lines set client_id = 'ЗАО \"Гамма\"' where order_id = '001' and line_no = 2",
        "001",
    ),
    "two_files_bring_the_same_money_for_an_order": (
        "insert into order_lines select * replace ('000009-001' as import_id) from order_lines where order_id = '004'",
        "004",
    ),
    "a_file_brings_known_orders_under_other_numbers": (
        "insert into order_lines select * replace ('4' as order_id, '000009-001' as import_id) from order_lines where order_id = '004'",
        "4",
    ),
    "an_order_number_is_given_anew": (
        "insert into order_numbers by name select '001' as order_number, '001 (2026)' as order_id, 1 as place",
        "001 (2026)",
    ),
    "an_order_number_is_of_several_clients": (
        "insert into order_numbers by name select '1' as order_number, '001' as order_id, true as is_of_a_client",
        "001",
    ),
    "a_file_brings_orders_of_another_file_once_more": (
        "insert into copied_orders by name select '004' as order_id, '000001-001' as import_id",
        "004",
    ),
    "a_lead_is_there_once": (
        "insert into leads by name select unnest(['1', '1']) as lead_id",
        "1",
    ),
    "a_lead_is_stated_twice_in_one_file": (
        "insert into leads by name select '1' as lead_id, 2 as stated_times",
        "1",
    ),
    "a_phone_is_of_several_leads": (
        "insert into leads by name select unnest(['L-1', 'L-2']) as lead_id, unnest(['8 (495) 012-34-56', '+74950123456']) as phone",
        "+74950123456",
    ),
    "a_phone_of_a_lead_can_not_be_called": (
        "insert into leads by name select 'L-1' as lead_id, '7,4951E+10' as phone",
        "7,4951E+10",
    ),
    "a_deal_names_a_lead_that_is_not_there": (
        "insert into touches by name select 'D-1' as deal_id, 'L-9' as lead_id",
        "L-9",
    ),
    "a_step_of_a_sale_has_no_day": (
        "insert into touches by name select 'D-1' as deal_id, 'Needs' as stage",
        "D-1",
    ),
    "a_lead_is_already_a_client": (
        "insert into leads by name select 'L-1' as lead_id, upper(client_name) as company from client_profit "
        "where orders > 0 order by client_id limit 1",
        "L-1",
    ),
    "a_step_of_a_sale_ends_before_it_begins": (
        "insert into touches by name select 'D-1' as deal_id, date '2026-01-02' as entered_on, date '2026-01-01' as left_on",
        "D-1",
    ),
    "a_lead_has_several_open_deals": (
        "insert into touches by name select 'L-1' as lead_id, unnest(['D-1', 'D-2']) as deal_id",
        "L-1",
    ),
    "a_stage_of_a_sale_is_unknown": (
        "insert into touches by name select 'D-1' as deal_id, 'Pilot' as stage",
        "Pilot",
    ),
    "a_deal_goes_on_after_it_was_won": (
        "insert into touches by name select 'D-1' as deal_id, unnest([1, 2]) as stage_no, unnest(['won', null]) as result, "
        "unnest([date '2026-01-01', date '2026-01-02']) as entered_on",
        "D-1",
    ),
    "a_won_deal_has_no_order": (
        "insert into sale_deals by name select 'D-1' as deal_id, 'won' as sale_result, date '2026-01-01' as began_on",
        "D-1",
    ),
    "steps_of_a_sale_overlap": (
        "insert into touches by name select 'D-1' as deal_id, unnest([date '2026-01-01', date '2026-01-02']) as entered_on, "
        "date '2026-01-03' as left_on",
        "D-1",
    ),
    "a_step_of_a_sale_lies_ahead": (
        "insert into touches by name select 'D-1' as deal_id, 'x' as import_id, date '2999-01-01' as entered_on",
        "D-1",
    ),
    "hours_of_a_sale_have_no_rate": (
        "insert into touch_costs by name select 'Kim' as person, 1 as hours",
        "Kim",
    ),
    "hours_of_deals_are_those_of_their_steps": (
        "insert into touches by name select 'D-1' as deal_id, 5 as hours, date '2026-01-01' as entered_on",
        "D-1",
    ),
    "an_offer_is_there_once": (
        "insert into quotes by name select unnest(['1', '1']) as quote_id",
        "1",
    ),
    "a_won_offer_names_no_order": (
        "insert into quotes by name select '1' as quote_id, 'won' as result",
        "1",
    ),
    "an_offer_names_an_order_that_is_not_there": (
        "insert into quotes by name select '1' as quote_id, '77' as order_id, false as is_order_known",
        "1",
    ),
    "an_offer_is_stated_twice_in_one_file": (
        "insert into quotes by name select '1' as quote_id, 2 as stated_times",
        "1",
    ),
    "the_credit_of_an_order_is_unknown": (
        "update order_profit set credit_cost = null where order_id = '002'",
        "002",
    ),
    "an_order_is_shipped_before_it_was_placed": (
        "update order_profit set shipped_on = order_date - interval 1 day where order_id = '002'",
        "002",
    ),
    "an_order_has_no_hours": (
        "update order_profit set hours_source = 'unknown' where order_id = '002'",
        "002",
    ),
}
MENDED = {
    "an_order_has_no_hours": "update order_profit set hours_source = 'logged' where order_id = '006'"
}  # 006 has none


def test_every_check_is_broken_here() -> None:
    assert {c.table for c in pipeline.checks()} == set(SPOILT)


@pytest.mark.parametrize("name", SPOILT)
def test_fires(tiny: analysis.Workspace, tmp_path: Path, name: str) -> None:
    spoil, guilty = SPOILT[name]
    check = next(c for c in pipeline.checks() if c.table == name)
    copy = tmp_path / "copy.duckdb"
    shutil.copy(tiny.root / "stores" / f"{tiny.build_id}.duckdb", copy)
    with duckdb.connect(str(copy)) as con:
        con.execute(MENDED.get(name, ""))
        assert con.execute(check.select).fetchall() == []
        con.execute(spoil)
        found = con.execute(check.select).fetchall()
    assert len(found) == 1
    assert found[0][0] == guilty
