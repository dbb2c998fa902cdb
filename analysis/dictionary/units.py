"""Units of the columns that are no metrics, and of the values of findings: one list for tables, sentences and files."""

from __future__ import annotations

from typing import Literal, cast

from analysis.dictionary.metrics import BY_NAME
from analysis.dictionary.result_columns import UNITS

Unit = Literal[
    "money",
    "kopecks",
    "money per hour",
    "share",
    "points",
    "hours",
    "days",
    "count",
    "rank",
    "quantity",
    "date",
    "month",
    "text",
]
NUMBERS = (
    "money",
    "kopecks",
    "money per hour",
    "share",
    "points",
    "hours",
    "count",
    "rank",
    "days",
    "quantity",
)

COLUMNS: dict[Unit, str] = {  # of pages' own columns, names apart by blanks, in their order
    "money": """
        actual_use_cost against_serial annual_revenue at_serial at_zero book_profit_change
        book_profit_then break_even_price by call_value contribution contribution_per_unit
        contribution_then contribution_today cost_estimate custom_per_unit discount
        double_cost dropped earned gained labour_cost loss losses lost material_cost
        moved_revenue other_direct_cost overused_cost per_hour plant_today profit
        profit_after profit_change profit_change_high profit_change_low profit_if_lost
        profit_from_sale profit_if_won profit_per_unit profit_since profit_was revenue_after revenue_became
        revenue_cancelled revenue_change revenue_difference revenue_hidden_loss
        revenue_later revenue_loss revenue_markup_eaten revenue_period revenue_profitable
        revenue_then revenue_thin_price revenue_unknown revenue_was revenue_year_ago
        same_hours_serial serial_per_unit then today true_profit_cancelled
        true_profit_change true_profit_hidden_loss true_profit_loss true_profit_markup_eaten
        true_profit_on_year true_profit_period true_profit_profitable true_profit_then
        true_profit_thin_price true_profit_unknown true_profit_year_ago unit_cost unit_price
        use_cost volume_lost
    """,
    "kopecks": """
        added_up below_line cost_each ledger_difference ledger_total left_unused pool_cost
        price_each spread_out to_clients to_orders
    """,
    "money per hour": "per_hour_after",
    "share": """
        area_all area_repeaters auc auc_high auc_low bias buys_within capacity_share contribution_share gain goal_margin
        earning_part good_part good_part_high good_part_low internal_share judged_margin load load_share
        loss_part loss_part_high loss_part_low lost_share margin margin_after margin_failed
        margin_met margin_since margin_then markup markup_from markup_high markup_low
        markup_to not_ours_then not_ours_was off offer_share ours_then ours_was order_part own_margin
        precision found_share profitable_part rate_high rate_low recall revenue_on_year second_load serial_book_margin
        serial_true_margin share target true_margin_period true_margin_then
        true_margin_year_ago used_share utilisation volume volume_change won_rate worst_off
    """,
    "points": "margin_gain",
    "hours": "freed hours_change hours_each hours_spared hours_then planned_hours",
    "days": "purchase_cycle_days",
    "count": """
        became_orders became_profitable behind_orders clients clients_failed clients_met clients_then clients_unknown
        dated_orders deals descriptions employees first_row good_clients good_part_of last_row
        loss_part_of members months months_over months_unknown moved_orders offers
        orders_after orders_cancelled orders_compared orders_estimated
        orders_hidden_loss orders_loss orders_markup_eaten orders_profitable
        orders_since orders_thin_price orders_unknown orders_with_pieces
        orders_with_rounds past_score products records rows_aside rows_replaced
        rows_used score_then serial_with_it source_row stated_times unknown_profit won sales sales_of
    """,
    "quantity": """
        actual_use capacity_rate design_hours difference double_hours estimated
        estimated_units free_a_month free_until_then hours_used logged outside_units
        overused_quantity pieces_per_line rounds_per_order takes units use_high use_low
        use_mid used_quantity weight
    """,
    "date": "as_of called_on date held_on last_purchase_on meeting_on quoted_on",
}
_UNIT: dict[str, Unit] = {name: unit for unit, names in COLUMNS.items() for name in names.split()}


def unit_of(name: str) -> Unit:
    """A metric's own unit, a result column's as its record has it, a page's own as listed; "text" for all others."""
    if name in BY_NAME:
        return BY_NAME[name].unit
    return cast(Unit, UNITS[name]) if name in UNITS else _UNIT.get(name, "text")
