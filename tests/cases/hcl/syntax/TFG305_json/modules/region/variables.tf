variable "region" {
  default = ""
}
