resource "aws_sqs_queue" "this" {
  name = "this"

  provisioner "local-exec" {
    command = "echo ${aws_sqs_queue.this.url} ${self.arn}"
    environment = {
      ARN = aws_sqs_queue.this.arn
    }
  }

  provisioner "local-exec" {
    when        = destroy
    on_failure  = continue
    interpreter = ["/bin/sh", "-c"]
    command     = "echo ${self.name} ${path.module}"
  }
}

resource "terraform_data" "host" {
  triggers_replace = [aws_sqs_queue.this.id]
  input            = { host = "127.0.0.1" }

  connection {
    type = "ssh"
    host = self.output.host
    user = "ec2-user"
  }

  provisioner "remote-exec" {
    connection {
      host = terraform_data.host.output.host
    }
    inline = [
      "echo ${self.id}",
    ]
  }

  provisioner "file" {
    content     = "x"
    destination = "/tmp/x"
  }
}
