"""Which figures stand out, and how often they would by chance alone: control charts, runs, funnels, families of tests.

Pure arithmetic on counts and values. How often each rule is wrong is simulated in benchmarks/signals_simulation.py.
"""
