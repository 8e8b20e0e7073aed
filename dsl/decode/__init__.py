"""Merged nodes -> model: names resolved, formulas typed, values read by their declarations."""
