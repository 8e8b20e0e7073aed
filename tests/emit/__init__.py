"""Tests of what comes out of the model: evaluator, Python code, explanations."""
