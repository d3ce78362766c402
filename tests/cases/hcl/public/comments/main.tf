# hash
// slashes
/* block */
/* over
   lines */ locals {    # behind a brace
  a = 1                 // behind a value
  b = [                 # behind a bracket
    1,                  // one
    /* between */ 2,    # two
    # alone
    3                   /* three */
    # last
  ]
  c = { // before the first key
    # alone
    d = 1, # comma
    /* before */ e = 2 /* after */
    // last
  }
  f = {
    # what follows is no key
    for key, value in local.c : key => value
  }
  g = { /* inline */ for key, value in local.c : key => value if value > 1 }
  h = [ // inline
    for it in local.b : it
    # after
  ]
  i = { # several
    // of
    /* them */
    for # within
    key, value in local.c :
    // before the key
    key # behind the key
    => value... /* at the end */
  }
  j = max(
    # before
    1, # between
    2  // after
  )
  k = (
    local.a == 1 # why
    ? "one"      // if so
    : "other"    /* if not */
  )
  url  = "http://example.org/#anchor" # not /* in there
  glob = "arn:aws:s3:::*/*"
  both = "/* */ // #" // "
  empty = {
    # nothing
  }
  none = [
    // nothing
  ]
} # after

resource /* kind */ "aws_sqs_queue" /* name */ "this" /* body */ {
  # only a comment
}

variable "a" {} // one line
variable "b" { default = /* in between */ 1 }
#
//
/**/
/***/
/* ** / */
