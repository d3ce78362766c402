"""Whether Lambda can start what a package holds, as far as its files tell: nothing is run, nothing is installed."""
