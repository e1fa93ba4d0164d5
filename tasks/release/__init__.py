"""Releases: the datasets as they are on a day, in many formats, described and never changed again.

They are made of the whole datasets and of nothing else, all formats from one dictionary.
"""
