"""Cijfers: the figures of both floors on one page, and the same ones as a file."""
