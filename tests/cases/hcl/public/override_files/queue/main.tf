variable "name" {}
variable "delay" { default = 0 }
