"""Stack to files: HCL, zips, and the writing of both."""
