"""Tests of the house itself: what may stand in its files, what the wheel holds, how `start.py` behaves."""
