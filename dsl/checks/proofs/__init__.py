"""What is proven for every candidate there can be: rows, tables, conditions, thresholds, limits, claimed maxima."""
