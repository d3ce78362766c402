resource "asw_kms_key" "main" {}
