data "aws_region" "here" {}
data "aws_region" "here" {}
