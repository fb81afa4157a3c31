"""Seedance Desktop: from a picture and a sentence to a video in your library."""

__version__ = "0.1.0"
