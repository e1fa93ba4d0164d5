"""`bulletins browse`: the last state of the datasets, searched and filtered in a browser.

Datasette does the work; here stand what it is told, how its pages look, the way from an article to its place
on the picture of its page, and what keeps all of it read-only and on this machine. What is searched, and how,
is the business of `tasks.browsing`.
"""
