import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# One import for all workers; nothing is opened before the fork.
preload_app = True
timeout = 60
# A worker told to end while it starts does not hear it.
graceful_timeout = 5
control_socket_disable = True
max_requests = 20_000
max_requests_jitter = 2_000
# A client behind the proxy cannot set SCRIPT_NAME or PATH_INFO.
forwarder_headers = ""
