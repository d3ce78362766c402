import json


def answer(event, context):
    return {"statusCode": 200, "body": json.dumps({"path": event.get("rawPath") or event["path"]})}
