"""How a run and what is published reach a person or a program. Nothing is decided here."""
