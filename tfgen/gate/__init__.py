"""Whether a region is healthy enough to go on: what AWS measures there, against limits, for as long as is waited."""
