"""DynamoDB global tables, of which moto has none."""
