"""Bytes of a bulletin → `Document`. Pure: no file is opened and nothing is judged here."""
