"""`python -m tfgen`."""

from tfgen_aws import main

main()
