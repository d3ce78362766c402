output "region" {
  value = data.aws_region.here.name
}

data "aws_region" "here" {}
