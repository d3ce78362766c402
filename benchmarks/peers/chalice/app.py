import json

from chalice import Chalice, NotFoundError

app = Chalice(app_name="keyvalue")


def table():
    import boto3  # packaging runs this file, and must not pay for it

    return boto3.resource("dynamodb").Table("keyvalues")


@app.route("/{key}", methods=["GET"], cors=True)
def get_key(key):
    item = table().get_item(Key={"key": key}).get("Item")
    if item is None:
        raise NotFoundError(key)
    return {"key": key, "value": item["value"]}


@app.route("/{key}", methods=["POST"], cors=True)
def set_key(key):
    value = json.loads(app.current_request.raw_body)["value"]
    table().put_item(Item={"key": key, "value": value})
    return {"key": key, "value": value}


@app.route("/health", methods=["GET"])
def health():
    table().get_item(Key={"key": "health"})
    return {"status": "ok"}
