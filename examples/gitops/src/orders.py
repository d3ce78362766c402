"""Answers with an order."""

import json
import os

import boto3

TABLE = boto3.resource("dynamodb").Table(os.environ["TABLE_ORDERS"])


def main(event, context):
    """Of the route that was asked."""
    if event["rawPath"] == "/health":
        return {"statusCode": 200, "body": "ok"}
    found = TABLE.get_item(Key={"id": event["pathParameters"]["id"]}).get("Item")
    return {"statusCode": 200, "body": json.dumps(found)} if found else {"statusCode": 404}
