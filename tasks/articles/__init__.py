"""Logical structure: contents list, headlines, articles and their text."""
