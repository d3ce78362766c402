"""How many orders there are: each is a point of a metric."""

import boto3

metrics = boto3.client("cloudwatch")


def main(event, context):
    """Counts one."""
    metrics.put_metric_data(Namespace="shop", MetricData=[{"MetricName": "orders", "Value": 1, "Unit": "Count"}])


def report(event, context):
    """The metrics that there are; the role that it has is made elsewhere, and allows to read them."""
    return sorted(metric["MetricName"] for metric in metrics.list_metrics(Namespace="shop")["Metrics"])
