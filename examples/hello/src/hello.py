"""Says which region answers."""

import json
import os


def main(event, context):
    """Answers `GET /` and the health check's `GET /health`."""
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"hello": "world", "region": os.environ["AWS_REGION"]}),
    }
