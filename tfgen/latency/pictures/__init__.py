"""Pictures of latency. Plotting is loaded only by the functions that draw, from the extra `pictures`."""
