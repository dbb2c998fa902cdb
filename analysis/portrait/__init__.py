"""The portrait of the client under study: how far each client meets it, whether it predicts profit, what another would change."""
