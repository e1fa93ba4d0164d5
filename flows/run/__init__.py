"""One run: what is to be done, who carries the issues, what it adds up to. No terminal, no page."""
