"""Tests of the command line's frame and of its commands."""
