"""terraform plan of what was rendered, and what it says by region."""
