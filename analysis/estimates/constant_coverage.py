"""An interval that leans towards the peers and still covers what it says for every client, however far from them it is.

Yu & Hoff (2018, Biometrika 105:319, "Adaptive multigroup confidence intervals with constant coverage"), with Student's t for a variance
that is estimated. Of a margin y with standard error s on d degrees of freedom, and peers around μ with variance a, it is

    { θ : y + s t_d(α (1 − w(θ))) ≤ θ ≤ y + s t_d(1 − α w(θ)) },   w(θ) solves  θ = μ + a (Φ⁻¹(α w) − Φ⁻¹(α (1 − w))) ÷ 2 s

Each θ is refused with a chance of α whatever w is, so the coverage doesn't hang on μ and a: a wrong guess of how far clients differ makes
the interval longer, not false. μ and a must not come from the client itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
ALPHA = 0.10  # of a stated 90 %
HALVINGS = 45  # of a span of 1: w to 3e-14
EDGE = 1e-12  # w stays so far from 0 and 1


def interval(
    own: Numbers, error: Numbers, freedom: Numbers, peers: Numbers, apart: Numbers
) -> tuple[Numbers, Numbers]:
    """Lower and upper ends, an element a client.

    Its own margin, its standard error (> 0) and the error's degrees of freedom; the peers' margin μ and variance a (> 0).
    """
    from scipy import special  # a third of a second, which only who builds a store need wait for

    def lean(w: Numbers) -> Numbers:
        leaning: Numbers = special.ndtri(ALPHA * w) - special.ndtri(ALPHA * (1 - w))
        return peers + apart * leaning / (2 * error)

    def upper(w: Numbers) -> Numbers:
        quantile: Numbers = special.stdtrit(freedom, 1 - ALPHA * w)
        return own + error * quantile

    def lower(w: Numbers) -> Numbers:
        quantile: Numbers = special.stdtrit(freedom, ALPHA * (1 - w))
        return own + error * quantile

    ends = []
    for end in (lower, upper):
        # `lean` grows with w and both ends fall with it: they meet once
        least, most = np.full_like(own, EDGE), np.full_like(own, 1 - EDGE)
        for _ in range(HALVINGS):
            tried = (least + most) / 2
            beyond = lean(tried) > end(tried)
            least, most = np.where(beyond, least, tried), np.where(beyond, tried, most)
        ends.append(end((least + most) / 2))
    return ends[0], ends[1]
