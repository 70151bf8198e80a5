"""usage: serve.py PUBLIC_DIR

Serves a built site on this machine, below the same path as its own address, since 404.html needs that, and compressed, as
every host does. Prints the URL of its root, and goes on until it is stopped.
"""

import gzip
import io
import pathlib
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import built_site as site


TEXT = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".webmanifest"}


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

    def send_head(self):
        path = pathlib.Path(self.translate_path(urlsplit(self.path).path))
        if path.is_dir():
            path /= "index.html"
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not accepted or path.suffix not in TEXT or not path.is_file():
            return super().send_head()
        packed = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        return io.BytesIO(packed)

    def log_message(self, *_):
        pass


with Server(("127.0.0.1", 0), Handler) as server:
    print(f"http://127.0.0.1:{server.server_port}{Handler.prefix}", flush=True)
    server.serve_forever()
