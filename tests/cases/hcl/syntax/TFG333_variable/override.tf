variable "regoin" {
  default = "eu-west-1"
}
