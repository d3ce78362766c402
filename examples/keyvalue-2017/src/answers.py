"""What the three functions share: the table of their own region, and the shape of an answer."""

import json
import os

import boto3

REGION = os.environ["AWS_REGION"]
table = boto3.resource("dynamodb").Table(os.environ["TABLE_KEYVALUES"])


def answer(status, body):
    """An HTTP answer with a JSON body, which pages of every origin may read."""
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", "access-control-allow-origin": "*"},
        "body": json.dumps(body),
    }
