"""GET /{key}: the value and its version, the region that wrote it and the region that read it."""

from answers import REGION, answer, table


def main(event, context):
    """Answers 200 with the item, or 404 if the table of this region has none."""
    key = event["pathParameters"]["key"]
    item = table.get_item(Key={"key": key}).get("Item")
    if item is None:
        return answer(404, {"error": "no such key", "key": key, "readRegion": REGION})
    stored = {name: item[name] for name in ("value", "writeRegion", "version") if name in item}
    return answer(200, {"key": key, **stored, "readRegion": REGION})
