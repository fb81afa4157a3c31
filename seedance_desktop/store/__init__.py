"""What is kept: the database, settings, sent frames and keys; no Qt, no network."""
