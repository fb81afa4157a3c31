"""Dialogs for connections, keys and preferences."""
