"""POST /{key} with {"value": …}: stores the value, its version and the region that wrote it."""

import base64
import binascii
import json
import time

from answers import REGION, answer, table


def main(event, context):
    """Answers 200 with what was stored, or 400 if the body is not a JSON object with a text as its value."""
    key = event["pathParameters"]["key"]
    try:
        value = _body(event)["value"]
    except (ValueError, KeyError, TypeError, binascii.Error):
        value = None
    if not isinstance(value, str):
        return answer(400, {"error": 'the body must be JSON such as {"value": "some text"}', "region": REGION})
    version = f"{time.time_ns() // 1_000_000}-{REGION}"  # later ones sort behind, as far as clocks agree
    item = {"key": key, "value": value, "writeRegion": REGION, "version": version}
    table.put_item(Item=item)
    return answer(200, item)


def _body(event):
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body, validate=True)
    return json.loads(body)
