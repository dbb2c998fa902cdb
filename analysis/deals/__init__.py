"""The next deal: what it will cost, how sure that is, what price makes it worth while, and what to answer.

deal → (history known before its day) → estimate → prices → capacity, fit → rules → advice. Formulas: METHOD_DEALS, section 1.
"""
