"""What clients all over the world wait for a service: modelled, or measured from here."""
