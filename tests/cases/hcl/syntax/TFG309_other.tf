resource "datadog_monitor" "a" {}
resource "datadog_monitor" "b" {}
resource "datadog_role" "a" {}
resource "asw_sns_topic" "a" {}
resource "asw_sns_topic" "b" {}
