"""What is done with items, as DynamoDB does it, on the tables that moto keeps."""
