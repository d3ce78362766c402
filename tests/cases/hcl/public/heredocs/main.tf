variable "users" {
  type = list(object({ name = string, admin = bool }))
  default = [
    { name = "a", admin = true },
  ]
}

locals {
  plain = <<EOF
no ${length(var.users)} indentation
  "quotes" and \backslashes, $${not} %%{if}
EOF

  indented = <<-EOT
    %{for index, user in var.users~}
    ${index}: ${user.name}%{if user.admin} (admin)%{else} %{endif}
    %{~endfor}
    # no comment
    // nor this
    /* nor this
  EOT

  json = <<JSON
{
  "a": "${var.users[0].name}",
  "b": ${jsonencode([for user in var.users : {
    "name" : user.name
  }])}
}
JSON

  list = [
    <<-A
      one
    A
    ,
    <<-B
      two ${upper(<<-C
        inner
      C
  )}
    B
]

call = trimspace(<<-EOT
    text
  EOT
)

object = {
  script = <<-EOT
      #!/bin/bash
      for i in $(seq 1 3); do echo "$${i}" $i; done
      awk '{print $1}' ; date +%Y-%m
    EOT
  after  = 1
}
}

output "all" {
  value = [local.plain, local.indented, local.json, local.list, local.call, local.object]
}
