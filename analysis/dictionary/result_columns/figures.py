"""Columns of the result tables of orders, resources and clients: table → a line for each column, in the order of the store."""

from __future__ import annotations

from collections.abc import Mapping

FIGURES: Mapping[str, str] = {
    "order_profit": """
        order_id: text
        client_id: text, or unknown
        order_date: date, or unknown
        month: month, or unknown
        promised_on: date, or unknown
        shipped_on: date, or unknown
        paid_on: date, or unknown
        days_late: days, or unknown
        is_late_so_far: text
        manager: text, or unknown
        state: text
        kind: text
        kind_reasons: text
        lines: count
        quantity: quantity
        revenue: money
        open_revenue: money
        open_cost: money, or unknown
        cancelled_revenue: money
        direct_cost: money, or unknown
        gross_margin: money, or unknown
        book_overhead: money, or unknown
        book_profit: money, or unknown
        hours: hours, or unknown
        hours_source: text
        hours_estimated: hours, or unknown
        time_cost: money, or unknown
        resource_cost: money, or unknown
        estimated_cost: money, or unknown
        spread_cost: money
        credit_cost: money
        credit_so_far: money
        penalty: money
        true_profit: money, or unknown
        flag: text
        approval_rounds: count, or unknown
        lead_time_days: count, or unknown
    """,
    "order_costs": """
        order_id: text
        pool: text
        quantity: quantity
        rate: money, or unknown
        cost: money
        hours: hours
        is_time: text
        source: text
    """,
    "pool_use": """
        pool: text
        month: month, or unknown
        unit: text
        treatment: text
        is_time: text
        cost: money
        capacity: quantity, or unknown
        rate: money, or unknown
        rate_source: text
        quantity_orders: quantity
        quantity_clients: quantity
        quantity_internal: quantity
        quantity_estimated: quantity
        charged_orders: money
        charged_clients: money
        spread: money
        cost_internal: money
        unused_quantity: quantity
        unused_cost: money
    """,
    "client_profit": """
        client_id: text, or unknown
        client_name: text, or unknown
        orders: count
        revenue: money
        revenue_share: share
        gross_margin: money, or unknown
        gross_margin_share: share, or unknown
        book_profit: money, or unknown
        true_profit: money
        book_margin: share, or unknown
        true_margin: share, or unknown
        book_profit_costed: money, or unknown
        book_margin_costed: share, or unknown
        gross_margin_share_costed: share, or unknown
        hours: hours
        hours_estimated: hours
        hours_share: share
        time_cost: money
        resource_cost: money
        estimated_cost: money
        outside_cost: money
        credit_cost: money, or unknown
        credit_so_far: money, or unknown
        penalty: money, or unknown
        profit_per_hour: money per hour
        custom_share: share, or unknown
        late_share: share, or unknown
        late_so_far_orders: count
        profit_share: share
        profit_rank: rank
        hidden_loss: money, or unknown
        hidden_loss_orders: count
        loss_orders: count
        costed_orders: count
        open_orders: count
        open_revenue: money
        open_cost: money
        open_hours: hours
        cancelled_orders: count
        spent_beside: money
    """,
    "client_fit": """
        client_id: text, or unknown
        client_name: text, or unknown
        fit_score: count as double, or unknown
        verdict: text
        reasons: text
        missing: text
        could_be: text
        ruled_out_by: text, or unknown
    """,
    "client_decision": """
        client_id: text, or unknown
        client_name: text, or unknown
        decision: text, or unknown
        reason: text
        orders_behind_it: count
        confidence: text
        reason_code: text
        fit_score: count as double, or unknown
        verdict: text
        fit_group: text
        revenue: money
        true_profit: money
        true_margin: share, or unknown
        peers: text, or unknown
        peer_margin: share
        shrunk_margin: share
        margin_low: share, or unknown
        margin_high: share, or unknown
        own_weight: share
        target_margin: share
        at_stake: money, or unknown
        price_rise: share, or unknown
        batch_kind: text, or unknown
        min_batch: quantity as bigint, or unknown
        mean_batch: quantity, or unknown
        approval_rounds: count as double, or unknown
        payment_days: days as double, or unknown
        credit_share: share, or unknown
        hours_per_round: hours, or unknown
        lead_days_kept: days, or unknown
        lead_orders: count, or unknown
        hours: hours
        hours_share: share
        revenue_share: share
        custom_share: share, or unknown
        late_share: share, or unknown
        telling_order: text, or unknown
        margin_without: share, or unknown
        refusal_ends: share, or unknown
        resource_share: share, or unknown
        usual_resources: share
        penalty_share: share, or unknown
        rounds_in_price: count, or unknown
        usual_lead_days: days, or unknown
        days_to_pay: days, or unknown
        is_safe: text as boolean
        comes_first: text as boolean
        direct_share: share, or unknown
        usual_direct: share
    """,
}
