"""Does following the desk pay? Plants whose truth is planted, and four policies that answer the same deals on the same draws.

A plant of one of four trades has three years of orders and offers behind it. They are written as files and imported by the product; the
deals of the six months that follow are then put to `ws.deal`, each on the first day of its month. What the simulated world is:

- **Hours** of a custom order grow with its batch, its rounds of approval (in proportion: not the form that the desk fits), its client's
  temper and chance. The manager knows the rounds only about, the direct cost to about 7 %.
- **A client** pays a price with the chance 1 / (1 + (price ÷ market) ^ shape); the market's price lies between what books say and what the
  work is worth, and differs by client. A deal is what a client would pay as offered. It agrees to a term (fewer rounds, prepayment, hours
  capped) with a chance of its own. It waits for a later day with a chance that falls with the wait; else it goes elsewhere, or keeps to its
  own day and the deal stands. It takes no larger batch.
- **It may leave**, with all its orders of the months played and a year beyond: where it is refused; where it is asked for more than it
  pays, in proportion to the rise; where a delivery comes half a month late. A late day costs 0.1 % of the price, 10 % at most.
- **The scarce resource** has the hours that were planted. Where deals take more, the serial orders that earn least with an hour give way.
- **Profit** is true profit as METHOD has it, hours at their rates: an hour that isn't used is saved. (Varied: see the second table.)
"""

from __future__ import annotations

from tests.simulations.policies.comparing import tables

__all__ = ["tables"]
