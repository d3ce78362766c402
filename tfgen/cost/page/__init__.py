"""The bill as one HTML file, in which the reader moves what it depends on."""
