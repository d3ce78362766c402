data "aws_region" "here" {}
output "a" {
  value = data.aws_region.here.nmae
}
