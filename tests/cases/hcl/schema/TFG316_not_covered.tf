resource "aws_quantum_task" "alerts" {}
