"""What this machine has to run functions with: interpreters, and what Lambda's runtimes bring."""
