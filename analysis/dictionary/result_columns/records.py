"""Columns of the result tables of deals, leads and imports: table → a line for each column, in the order of the store."""

from __future__ import annotations

from collections.abc import Mapping

RECORDS: Mapping[str, str] = {
    "deal_advice": """
        deal_id: text
        version: rank
        client: text
        client_id: text, or unknown
        advised_on: date
        decision: text, or unknown
        deciding_rule: text, or unknown
        price: money, or unknown
        direct_cost: money, or unknown
        cost_low: money, or unknown
        cost_mid: money, or unknown
        cost_high: money, or unknown
        floor_price: money, or unknown
        target_price: money, or unknown
        need_by: date, or unknown
        ready_on: date, or unknown
        saved_by: text
        decided: text, or unknown
        decided_by: text, or unknown
        decided_on: date, or unknown
        accepted: text, or unknown
        is_closed: text
        order_id: text, or unknown
        actual_cost: money, or unknown
        actual_direct_cost: money, or unknown
        actual_revenue: money, or unknown
        actual_profit: money, or unknown
        shipped_on: date, or unknown
        state: text, or unknown
    """,
    "lead_qualification": """
        lead_id: text
        company: text
        fit_score: count as double, or unknown
        verdict: text, or unknown
        buys_now: text, or unknown
        deal_type: text, or unknown
        next_step: text
        due_on: date, or unknown
        planned_on: date, or unknown
        reason: text, or unknown
        reason_code: text, or unknown
        need_code: text, or unknown
        buys_from: date, or unknown
        met: text, or unknown
        failed: text, or unknown
        missing: text, or unknown
        questions: text, or unknown
        expected_amount: money as decimal(18, 4), or unknown
        assigned_to: text, or unknown
        qualified_on: date, or unknown
    """,
    "client_clock": """
        client_id: text
        client_name: text, or unknown
        client_state: text
        purchases: count
        first_bought_on: date, or unknown
        last_bought_on: date, or unknown
        gap_days: days, or unknown
        silence_days: days, or unknown
        purchases_a_year: quantity, or unknown
        purchase_amount: money, or unknown
        orders_under_way: count
        expected_on: date, or unknown
        expected_from: date, or unknown
        expected_to: date, or unknown
        due_state: text
        clock_on: date, or unknown
    """,
    "sale_deals": """
        deal_id: text
        lead_id: text, or unknown
        client_id: text, or unknown
        company: text, or unknown
        stage_no: rank as integer, or unknown
        furthest_stage: rank as integer, or unknown
        first_stage: rank as integer, or unknown
        entered_later: text as boolean
        began_on: date
        stage_since: date
        ended_on: date, or unknown
        sale_result: text
        sale_reason: text, or unknown
        cohort: text
        standing: text
        age_days: days as integer
        stage_days: days as integer
        norm_days: days as double, or unknown
        hours: hours, or unknown
        hours_cost: money as decimal(18, 4), or unknown
        uncosted_hours: hours
        sale_amount: money as decimal(18, 4), or unknown
        order_id: text, or unknown
        stall_reason: text, or unknown
        stalled_until: date, or unknown
        budget_state: text, or unknown
        budget_amount: money as decimal(18, 4), or unknown
        budget_by: date, or unknown
        counted_on: date
    """,
    "sale_stays": """
        deal_id: text
        stage_no: rank as integer, or unknown
        entered_on: date
        left_on: date, or unknown
        stay_days: days as integer
        working_days: days as integer
        hours: hours, or unknown
        hours_cost: money as decimal(18, 4), or unknown
        uncosted_hours: hours
    """,
    "sale_stages": """
        stage_no: rank as integer
        cohort: text
        reached: count as integer
        went_on: count as integer
        stays: count as integer
        went_on_share: share, or unknown
        share_low: share, or unknown
        share_high: share, or unknown
        usual_days: days as double, or unknown
        usual_working_days: days as double, or unknown
        norm_days: days as double
        hours: hours, or unknown
        hours_a_deal: hours, or unknown
        hours_cost: money as decimal(18, 4), or unknown
        uncosted_hours: hours
        over_norm: count as integer
        over_norm_days: days as double
    """,
    "imports": """
        import_id: text
        delivery_no: rank
        file: text
        sheet: text, or unknown
        sha256: text
        table: text
        rows_read: count
        rows_accepted: count
        rows_rejected: count
        revenue_read: money, or unknown
        revenue_accepted: money, or unknown
        revenue_rejected: money, or unknown
        control_read: quantity, or unknown
        control_accepted: quantity, or unknown
        control_rejected: quantity, or unknown
        imported_at: text
        columns: text
        unused: text
        formats: text
        warnings: text
        rows_in_use: count
        rows_set_aside: count
        rows_not_data: count
        control_not_data: quantity, or unknown
        rows_without_amount: count
        is_replaced: text
    """,
    "rejected_rows": """
        import_id: text
        file: text
        sheet: text, or unknown
        row_number: count
        column: text
        value: text, or unknown
        reason: text
        raw: text
        amount: money, or unknown
        reason_code: text
    """,
    "unread_values": """
        import_id: text
        file: text
        sheet: text, or unknown
        row_number: count
        column: text
        value: text
        reason: text
        reason_code: text
    """,
}
