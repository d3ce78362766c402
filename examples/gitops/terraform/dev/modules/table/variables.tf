variable "name" {
  description = "Name of the table."
  type        = string
  nullable    = false
}

variable "hash_key" {
  description = "Attribute that is the partition key."
  type        = string
  nullable    = false
}

variable "range_key" {
  description = "Attribute that is the sort key, if the table has one."
  type        = string
  default     = null
}

variable "attributes" {
  description = "Type (S, N or B) of every attribute that is a key of the table or of an index."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for type in values(var.attributes) : contains(["S", "N", "B"], type)])
    error_message = "An attribute that is a key has the type S, N or B."
  }
}

variable "global_indexes" {
  description = "Global secondary indexes by name."
  type = map(object({
    hash_key   = string
    range_key  = optional(string)
    projection = optional(string, "ALL")
    include    = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for index in values(var.global_indexes) : contains(["ALL", "KEYS_ONLY", "INCLUDE"], index.projection)
    ])
    error_message = "The projection of an index is ALL, KEYS_ONLY or INCLUDE."
  }
}

variable "local_indexes" {
  description = "Local secondary indexes by name."
  type = map(object({
    range_key  = string
    projection = optional(string, "ALL")
    include    = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for index in values(var.local_indexes) : contains(["ALL", "KEYS_ONLY", "INCLUDE"], index.projection)
    ])
    error_message = "The projection of an index is ALL, KEYS_ONLY or INCLUDE."
  }
}

variable "capacity" {
  description = "Bounds of the provisioned capacity units and the utilisation, in percent, that autoscaling aims at, by what scales: table/read and table/write, and index/NAME/read and index/NAME/write of each global index. Without any, the table is on demand."
  type        = map(object({ min = number, max = number, target = number }))
  default     = {}
  nullable    = false

  validation {
    condition = length(var.capacity) == 0 || toset(keys(var.capacity)) == toset(flatten([
      for owner in concat(["table"], [for name in keys(var.global_indexes) : "index/${name}"]) : ["${owner}/read", "${owner}/write"]
    ]))
    error_message = "Reads and writes of the table and of each global index have a capacity, or nothing has."
  }

  validation {
    condition = alltrue([
      for range in values(var.capacity) :
      range.min >= 1 && range.min <= range.max && range.target >= 20 && range.target <= 90
    ])
    error_message = "A capacity needs 1 <= min <= max, and a target of 20 to 90 percent."
  }
}

variable "ttl" {
  description = "Attribute that holds the time at which an item expires, if items do."
  type        = string
  default     = null
}

variable "recovery" {
  description = "Whether the table can be restored to any point of the last 35 days."
  type        = bool
  default     = true
  nullable    = false
}

variable "protect" {
  description = "Whether AWS refuses to delete the table."
  type        = bool
  default     = true
  nullable    = false
}

variable "stream" {
  description = "Whether the table has a stream of new and old images, which a table with replicas needs."
  type        = bool
  default     = false
  nullable    = false
}

variable "encryption" {
  description = "Key at rest: a customer's (key_arn), the account's AWS-managed one (managed), or by default the one that DynamoDB owns."
  type = object({
    managed = optional(bool, false)
    key_arn = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = !(var.encryption.managed && var.encryption.key_arn != null)
    error_message = "A table is encrypted with the managed key or with key_arn, not with both."
  }
}
