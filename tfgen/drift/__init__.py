"""What differs between the state of a stack and the account, apart from what its spec would change."""
