"""The built-in service: a real HTTP server on this machine that speaks the service's API."""
