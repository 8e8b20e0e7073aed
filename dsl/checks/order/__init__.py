"""The order of candidates: stages that never decide, the claim that the total gives it, points that count nowhere."""
