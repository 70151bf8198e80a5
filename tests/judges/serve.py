"""usage: serve.py PUBLIC_DIR

Serves a built site on this machine, below the same path as its own address, since 404.html needs that. Prints the URL of
its root, and goes on until it is stopped.
"""

import pathlib
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import built_site as site


class Server(ThreadingHTTPServer):
    request_queue_size = 128  # with the default of 5, a hundred requests at once wait for minutes

    def handle_error(self, *_):
        pass  # a browser that closes a connection is no error


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    public = pathlib.Path(sys.argv[1]).resolve()
    prefix = urlsplit(site.base_url(public)).path

    def __init__(self, *arguments):
        super().__init__(*arguments, directory=str(self.public))

    def translate_path(self, path):
        if not path.startswith(self.prefix):
            return str(self.public / "no such file")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def log_message(self, *_):
        pass


with Server(("127.0.0.1", 0), Handler) as server:
    print(f"http://127.0.0.1:{server.server_port}{Handler.prefix}", flush=True)
    server.serve_forever()
