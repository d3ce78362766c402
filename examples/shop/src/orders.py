"""POST /orders and GET /orders/{id}: an order is stored, and sent to be confirmed."""

import base64
import binascii
import json
import os
import uuid

import boto3

REGION = os.environ["AWS_REGION"]
table = boto3.resource("dynamodb").Table(os.environ["TABLE_ORDERS"])


def create(event, context):
    """Answers 201 with the order, or 400 if the body is not a JSON object with a list of items."""
    try:
        items = _body(event)["items"]
    except (ValueError, KeyError, TypeError, binascii.Error):
        items = None
    if not isinstance(items, list):
        return _answer(400, {"error": 'the body must be JSON such as {"items": ["pen"]}'})
    order = {"id": str(uuid.uuid4()), "items": [str(item) for item in items], "state": "placed"}
    table.put_item(Item=order)
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE_PLACED"], MessageBody=json.dumps(order))
    return _answer(201, {**order, "region": REGION})


def get(event, context):
    """Answers 200 with the order, or 404 if the table of this region has none."""
    order = table.get_item(Key={"id": event["pathParameters"]["id"]}).get("Item")
    if order is None:
        return _answer(404, {"error": "no such order", "region": REGION})
    return _answer(200, {**order, "region": REGION})


def _body(event):
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body, validate=True)
    return json.loads(body)


def _answer(status, body):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(body),
    }
