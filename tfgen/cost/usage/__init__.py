"""How much a service is used: files that say it, read and written, and measured where it runs."""
