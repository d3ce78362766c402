variable "size" {
  type    = string
  default = "s"
}

variable "items" {
  type    = list(string)
  default = null
}

locals {
  chain = var.size == "s" ? 1 : var.size == "m" ? 2 : 3
  lines = (
    var.size == "s" ? "small" :
    var.size == "m" ? "medium" :
    "large"
  )
  calls = lookup({
    s = 1
    m = 2
  }, var.size, 3)
  logic = (
    var.size != "s"
    && var.size != "m"
    || length(var.size) > 1
  )
  negated = !(var.size == "s") && !local.logic
  math    = (1 + 2) * 3 - 4 / 5 % 6 + -1
  items   = var.items != null ? var.items : []
  nested = [
    for item in local.items :
    item == "a"
    ? { key = item, value = 1 }
    : { key = item, value = 2 }
  ]
  index   = local.nested[length(local.nested) > 0 ? 0 : 1].key
  of_call = split(",", "a,b")[0]
  of_list = [1, 2, 3][1]
  of_map  = { a = { b = [1] } }.a.b[0]
  deep    = local.of_all["a"]["b"].c[0].d["e"]
  of_all  = { a = { b = { c = [{ d = { e = 1 } }] } } }
  compare = 1 < 2 == true
  text    = "${var.size == "s" ? "small" : "other"}-${local.logic ? "a" : "b"}"
  condition = {
    (var.size == "s" ? "x" : "y") = 1
    "${var.size}"                 = 2
    (var.size)                    = 3
    "with space"                  = 4
    "dotted.key/slash"            = 5
    dashed-key                    = 6
    7                             = "number"
    true                          = "word"
    null                          = "word"
    for_each                      = "word"
  }
}
