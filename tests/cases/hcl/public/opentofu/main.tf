output "tool" { value = local.tool }

output "more" { value = local.more }
