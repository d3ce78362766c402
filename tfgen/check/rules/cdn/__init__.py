"""Rules on the CDN."""
