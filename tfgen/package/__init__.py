"""The code of functions to zips that are the same on every machine: one file for the zip, one for each installer."""
