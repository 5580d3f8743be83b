"""What a reader says in the child about a file it does not read. No Django here; sentences.py has the words."""


class Refusal(Exception):
    """A code of sentences.py, or one that the caller of run() words itself, with parameters that JSON can carry."""

    def __init__(self, code, /, **params):
        super().__init__(code)
        self.code = code
        self.params = params
