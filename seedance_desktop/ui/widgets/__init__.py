"""Small controls that any page may use and that know nothing of videos."""
