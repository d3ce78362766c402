"""What is to be said of the changes of any Terraform, by the types of its resources."""
