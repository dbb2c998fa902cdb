"""Whatever changes a workspace: import, undo, trial, watching, rates, orders and clients decided by people; builds where needed."""
