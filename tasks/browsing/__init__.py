"""The datasets as a database to look through: one file of the last state, its overview, how it is searched.

How it is served and looks is the business of `flows.browsing`.
"""
