"""A server that did not answer is left alone for a while, so that a crowd does not queue up before it."""
from time import monotonic


class Rest:
    def __init__(self, seconds):
        self.seconds, self.until = seconds, 0.0

    def is_on(self):
        return monotonic() < self.until

    def begin(self):
        self.until = monotonic() + self.seconds
