"""Did it help? A measured change with its interval, by the best method the data allow, and what one may conclude.

Pure arithmetic. The coverage of every interval is simulated in benchmarks/effects_simulation.py.
"""
