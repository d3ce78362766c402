"""Rules of the site."""
