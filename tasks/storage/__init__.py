"""The processed folder: files, commits, locks. Imports nothing, since the committer starts with `-S`."""
