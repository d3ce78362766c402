"""CloudFront: its control plane, and the edge that answers for its distributions."""
