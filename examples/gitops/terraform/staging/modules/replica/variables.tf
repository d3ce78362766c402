variable "name" {
  description = "Name of the table, which is the same in every region."
  type        = string
  nullable    = false
}

variable "source_arn" {
  description = "ARN of the table that this is a replica of, in its home region."
  type        = string
  nullable    = false
}

variable "capacity" {
  description = "Bounds of the provisioned capacity units and the utilisation, in percent, that autoscaling aims at, by what scales: table/read and table/write, and index/NAME/read and index/NAME/write of each global index. Writes have those of the table. Without any, the table is on demand."
  type        = map(object({ min = number, max = number, target = number }))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.capacity) : can(regex("^(table|index/[^/]+)/(read|write)$", key))])
    error_message = "What scales is table/read or table/write, or index/NAME/read or index/NAME/write."
  }

  validation {
    condition = alltrue([
      for range in values(var.capacity) :
      range.min >= 1 && range.min <= range.max && range.target >= 20 && range.target <= 90
    ])
    error_message = "A capacity needs 1 <= min <= max, and a target of 20 to 90 percent."
  }
}

variable "recovery" {
  description = "Whether the replica can be restored to any point of the last 35 days."
  type        = bool
  default     = true
  nullable    = false
}

variable "protect" {
  description = "Whether AWS refuses to delete the replica."
  type        = bool
  default     = true
  nullable    = false
}

variable "key_arn" {
  description = "Customer key of this region; null when the table is encrypted with a key of AWS."
  type        = string
  default     = null
}
