"""A mail server of thirty lines: keeps what it is sent, and may be told to wait or to refuse."""
import email
import socketserver
from contextlib import contextmanager
from threading import Thread


class Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 test")
        for raw in self.rfile:
            word = raw.strip().upper()
            if word == b"DATA":
                self.say("354 go on")
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
                letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                if self.server.refuses(letter):
                    self.say("451 later")
                    continue
                self.server.letters.append(letter)
                self.server.before_answer(letter)
                self.say("250 kept")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


@contextmanager
def mail_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        server.letters, server.refuses, server.before_answer = [], lambda letter: False, lambda letter: None
        server.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
