"""What the checks of a store hold, in words: one sentence each, by the name of its file in analysis/sql/checks."""

TEXTS: dict[str, str] = {
    "check.a_client_is_its_orders": "Every client's amounts, hours and counts are those of its orders, with what it used outside any order.",
    "check.a_clients_ratios_are_of_its_sums": "Every client's margin is a ratio of its sums, its share is its part of the whole, its rank counts those that have more.",
    "check.a_decision_stands_on_the_clients_figures": "Every proposal stands on this client's figures: its profit, its fit and the money at stake.",
    "check.a_pool_charges_what_was_used_of_it": "For every resource and month: what was charged is the recorded and estimated use at the month's rate.",
    "check.an_orders_profits_are_made_of_its_parts": "In every order: gross margin = revenue − direct cost; true profit = gross margin − resources − spread − credit − penalties.",
    "check.an_orders_resources_are_those_of_its_pools": "In every order: hours, cost of time, estimates and spread cost are the sum of its resources; a resource's cost = use × rate.",
    "check.rows_outside_orders_are_what_clients_used": "What a client used outside any order stands in a row of its own: as a cost and as a loss.",
    "check.the_roll_up_holds_its_rows": "The totals by client and month that the pages are made of equal the sum of their rows.",
    "check.charged_plus_unused_is_the_pool_cost": "For every resource and month: charged to orders and clients + spread + unused = its cost.",
    "check.clients_add_up_to_the_whole": "Clients' revenue and true profit add up to the orders', less what was used outside any order.",
    "check.every_line_is_counted_once": "Every order line is counted exactly once.",
    "check.pool_use_holds_every_charged_cost": "What the resources charged is what orders and clients carry, to the last digit.",
    "check.products_add_up_to_the_whole": "The totals by product add up to those by client, in every month and kind of order.",
    "check.slices_add_up_to_the_orders": "The parts of orders by product family add up to the order.",
}
