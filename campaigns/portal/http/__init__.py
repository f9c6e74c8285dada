"""HTTP to other servers: address checks, timeouts, signatures and encrypted credentials; no models."""
