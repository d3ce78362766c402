variable "any" { type = any }
variable "untyped" {}
variable "quoted" { type = string }
variable "list" { type = list(any) }
variable "set" {
  type    = set(object({ a = string, b = optional(number) }))
  default = []
}
variable "map" {
  type = map(map(list(string)))
  default = {
    a = { b = ["c"] }
  }
}
variable "tuple" { type = tuple([string, number, bool, list(string)]) }
variable "nothing" {
  type     = string
  default  = null
  nullable = true
}
variable "secret" {
  type      = string
  sensitive = true
}
variable "object" {
  description = "with everything"
  type = object({
    a = object({})
    b = optional(any, null)
    c = optional(map(object({
      # a comment in a type
      d = optional(list(number), [1, 2]) // and another
    })), {})
  })
}

locals {
  sets      = toset(concat(["a"], [for it in var.set : it.a]))
  maps      = tomap({ a = "b" })
  lists     = tolist(["a", "b"])
  union     = setunion(local.sets, ["x"])
  product   = [for pair in setproduct(["a"], ["b"]) : { left = pair[0], right = pair[1] }]
  shown     = nonsensitive(sensitive("x"))
  hidden    = sensitive(var.secret)
  only      = one([for it in var.list : it if it != null])
  numbers   = [for text in ["1", "2"] : tonumber(text)]
  sum       = sum(local.numbers)
  yaml      = yamldecode("a: 1")
  from_any  = var.any.deep.down[0]["x"]
  expanded  = max([1, 2]...)
}
