"""AWS's quotas, as it refuses what goes beyond: one file for some services, each a patch of moto."""
