"""From the model to what runs or reads: the explaining evaluator, Python code, Polish sentences. They read only the model."""
