"""The formulas of a deal, as functions of numbers; each has its oracles in tests/test_deal_formulas.py."""
