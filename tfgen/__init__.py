"""Multi-region, active-active serverless APIs on AWS: a short spec in, Terraform out."""

__version__ = "0.1.0"
