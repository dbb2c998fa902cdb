"""The Russian texts, one module per part of the screen, errors and the command beside them."""
