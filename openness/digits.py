"""Numbers that come in an address or a form: anybody may have written them."""


def whole(text, most=18):
    """The number that a text spells in one to `most` ASCII digits (eighteen fit a bigint); None for anything else."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= most else None


def wholes(texts):
    """Those of several texts that are numbers, in their order."""
    return [number for text in texts if (number := whole(text)) is not None]
