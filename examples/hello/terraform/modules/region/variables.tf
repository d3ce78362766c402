variable "service" {
  description = "Name of the service, which begins the names that the console shows."
  type        = string
  nullable    = false
}
