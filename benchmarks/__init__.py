"""Comparisons by time and memory: each module runs by `python -m benchmarks.NAME` and prints ratios, no verdict."""
