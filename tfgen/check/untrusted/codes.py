"""What is told of Terraform that would fetch, run or read what it must not."""

from __future__ import annotations

from tfgen.diagnostics import Code

FETCHED_MODULE = Code(
    "TFG324",
    "module from outside of the tree",
    finds="""a module that `terraform init` would fetch, or that lies outside of the git work tree (or the folder, where
there is none).""",
    why="""`tfgen validate` may be run on what somebody sends. Fetching starts programs such as git, tells the source what
it asks for, and brings files that nobody has looked at.""",
    example='module "vpc" { source = "terraform-aws-modules/vpc/aws" }',
    instead="""`--trust` for Terraform of your own, and whose modules you trust; or a module in the same repository. To
check without Terraform: `--skip terraform`.""",
)
FOREIGN_PROVIDER = Code(
    "TFG325",
    "provider that is not allowed to run",
    finds="a provider other than hashicorp/aws that Terraform would fetch and run.",
    why="a provider is a program. Whoever writes the files chooses which ones `terraform validate` starts.",
    example='resource "random_id" "bucket" {}      # hashicorp/random',
    instead="`--allow-provider hashicorp/random` for each that you trust, or `--trust` for Terraform of your own.",
)
READS_OUTSIDE = Code(
    "TFG326",
    "function that reads outside of the tree",
    finds="""`file`, `templatefile`, `fileset` and their like with a path outside of the git work tree (or the folder, where
there is none), or with one that only running it would tell.""",
    why="""what a stranger's files have read, `/proc/self/environ` or a key, appears in messages and logs. A path that
comes from a variable, an instance's key or a resource is not read by `terraform validate`, and is no finding.""",
    example='policy = file("~/.aws/credentials")',
    instead="""a path that begins with `${path.module}` and stays in the tree; `--trust` for Terraform of your own.""",
)
PROVIDER_FILES = Code(
    "TFG327",
    "provider settings that name files",
    finds="""a provider block that says which files hold its configuration, credentials, tokens or certificates.""",
    why="""such a file may name a program (`credential_process`), which a plan runs with all that your environment
holds.""",
    example='provider "aws" { shared_config_files = ["./config"] }',
    instead="""AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE or AWS_CA_BUNDLE in the environment of whoever plans; `--trust`
for Terraform of your own.""",
)
UNREADABLE = Code(
    "TFG328",
    "file that is not read",
    finds="""a file of Terraform that is a link out of the git work tree (or the folder, where there is none), is a pipe or
a device, is larger than 10 MB, or is not UTF-8.""",
    why="""what a link leads to is not part of what is checked, and its text would appear in messages; a pipe would be
waited for.""",
    example="main.tf -> /etc/passwd",
    instead="a copy of the file; `--trust` for Terraform of your own.",
)

CODES = (FETCHED_MODULE, FOREIGN_PROVIDER, READS_OUTSIDE, PROVIDER_FILES, UNREADABLE)

TRUST = "--trust, if all of it is your own"
