"""Prefect's server: ours as a child process, and what a process needs to work with one."""
