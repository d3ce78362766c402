data "aws_region" "here" {
  nmae = "eu-west-1"
}
