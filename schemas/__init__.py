"""Everything two stages must agree on: types, codes, tables, limits, words, profiles, errors.

Nothing here imports `tasks` or `flows` or reads a bulletin; how an issue is cut is decided in `tasks`.
"""
