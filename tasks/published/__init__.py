"""What is published, read again: states, checks, comparisons, notices. Nothing is written here."""
