"""How fast the pipeline is beside what a user would take instead; `python -m benchmarks.bench` runs it all.

Nothing here judges what is published (that is `benchmarks.score`), and the pipeline never imports it.
"""
