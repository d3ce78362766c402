"""The queue `placed`: an order that was placed is confirmed, in the region where it was."""

import json
import os

import boto3

functions = boto3.client("lambda")
table = boto3.resource("dynamodb").Table(os.environ["TABLE_ORDERS"])


def main(event, context):
    """Stores each order as confirmed; a message that is no order is left to its log."""
    for record in event["Records"]:
        order = json.loads(record["body"])
        if "id" not in order:
            print("no order:", record["messageId"])
            continue
        table.put_item(Item={**order, "state": "confirmed"})
        functions.invoke(FunctionName=os.environ["FUNCTION_COUNT_ORDER"], InvocationType="Event")
    return {"batchItemFailures": []}
