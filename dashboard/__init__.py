"""The pages: they show what `analysis` computes, and compute nothing."""
