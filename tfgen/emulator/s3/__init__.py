"""S3's buckets: their policies, and replication."""
