"""A review of plans: what they change, where, and what decides whether to go on."""
