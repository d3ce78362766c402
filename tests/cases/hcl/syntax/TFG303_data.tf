data "aws_region" "here" {}
output "name" {
  value = data.aws_region.heer.name
}
