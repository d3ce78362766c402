"""Says which region answers."""

import json
import os


def main(event, context):
    """Answers an HTTP API's request (payload version 2.0)."""
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"hello": "world", "region": os.environ["AWS_REGION"]}),
    }
