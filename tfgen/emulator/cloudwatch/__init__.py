"""CloudWatch, as far as services send metrics to it of themselves."""
