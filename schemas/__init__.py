"""Everything two stages must agree on: types, codes, tables, thresholds, profiles, errors.

Nothing here imports `tasks` or `flows`, reads a file of a bulletin, or decides anything.
"""
