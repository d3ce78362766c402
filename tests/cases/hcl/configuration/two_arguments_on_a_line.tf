variable "runtime" {
  type = string default = "python3.13"
}
