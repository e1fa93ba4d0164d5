"""Measures on bulletins whose truth is known; see README.md. The pipeline never imports this folder."""
