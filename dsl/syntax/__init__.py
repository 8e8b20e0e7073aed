"""What is written inside the YAML scalars: formulas, types, dates and terms. Text in, small trees with places out."""
