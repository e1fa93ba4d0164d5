"""Entry points: the command line, the Prefect flows and their settings. Decisions live in `tasks`."""
