"""Tests of the register of legal acts."""
