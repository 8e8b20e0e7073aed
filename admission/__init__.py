"""From candidates to outcome: points, order, allocation, rounds and ties. Reads the model that dsl/ builds."""
