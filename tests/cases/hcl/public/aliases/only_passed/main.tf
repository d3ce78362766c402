data "aws_region" "here" {
}
