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

variable "read_capacity" {
  description = "Bounds of the provisioned read capacity units and the utilisation, in percent, that autoscaling aims at; null for on-demand. Replicas share the write capacity of their table."
  type        = object({ min = number, max = number, target = number })
  default     = null

  validation {
    condition = alltrue([
      for range in var.read_capacity[*] :
      range.min >= 1 && range.min <= range.max && range.target >= 20 && range.target <= 90
    ])
    error_message = "A capacity needs 1 <= min <= max, and a target of 20 to 90 percent."
  }
}

variable "index_read_capacity" {
  description = "The same for global secondary indexes, by name."
  type        = map(object({ min = number, max = number, target = number }))
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for range in values(var.index_read_capacity) :
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
