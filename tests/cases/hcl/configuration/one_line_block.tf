variable "x" { type = string
}
