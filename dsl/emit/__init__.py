"""From the model, and only from it, to what runs or reads: the explaining evaluator, Python code, Polish sentences."""
