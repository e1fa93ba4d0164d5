"""Kinds of difficulty: each function prints one bulletin that is hard in one way, in an order of its own."""
