"""What Terraform of a stranger's may do on this machine before anybody has read it: look at it first."""
