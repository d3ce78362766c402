variable "retention" {
  type = number
}

variable "days" {
  type    = number
  default = 7
}
