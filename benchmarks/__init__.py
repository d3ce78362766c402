"""Speed, as ratios of interleaved runs: this machine's noise meets both sides alike."""
