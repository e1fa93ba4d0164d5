"""The stages. Files directly here touch the world; the folders below are pure functions."""
