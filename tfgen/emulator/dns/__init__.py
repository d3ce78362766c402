"""Route 53 as clients see it: records chosen by routing policy, health checks, and a DNS server."""
