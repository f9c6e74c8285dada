"""Search measured: quality, latency, index speed and size, memory; `python -m bench.search --help`."""
