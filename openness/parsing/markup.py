"""XML of office documents, read by expat in one pass: no DTD, no entities, nothing deep."""
from xml.parsers import expat

from .refusal import Refusal

DEEPEST = 64
MOST_NAMES = 10_000                 # different ones in a part; the standard has fewer

SHORT = {       # namespace: prefix under which the readers know it; the second of each is that of strict documents
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "http://schemas.openxmlformats.org/package/2006/relationships": "r",
}


class Reader:
    """Base of the readers: start(name, attributes), end(name), text(characters), names as in SHORT ("w:p").

    All names outside of SHORT come as "other". Attributes keep their local name: {"val": "1"}.
    """

    def __init__(self):
        self.parents = []               # names of the open elements, outermost first
        self._names = {}                # as expat gives them → short
        self._keys = {}                 # of attributes, likewise

    def start(self, name, attributes):
        pass

    def end(self, name):
        pass

    def text(self, characters):
        pass

    def read(self, data: bytes):
        """Refusal "dtd", "complex" (too deep) or "damaged" (no XML)."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_dtd
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise Refusal("damaged") from None
        return self

    def _start(self, name, attributes):
        if len(self.parents) >= DEEPEST:
            raise Refusal("complex")
        if attributes:
            keys = self._keys
            attributes = {keys.get(key) or self._shorten_key(key): value for key, value in attributes.items()}
        name = self._names.get(name) or self._shorten(name)
        self.start(name, attributes)
        self.parents.append(name)

    def _end(self, name):
        self.end(self.parents.pop())

    def _shorten_key(self, key):
        _check_variety(self._keys)
        self._keys[key] = key.rpartition(" ")[2]
        return self._keys[key]

    def _shorten(self, name):
        _check_variety(self._names)
        space, _, local = name.rpartition(" ")
        self._names[name] = f"{SHORT[space]}:{local}" if space in SHORT else "other"
        return self._names[name]


def _check_variety(names):
    if len(names) > MOST_NAMES:
        raise Refusal("complex")


def _refuse_dtd(*_):
    raise Refusal("dtd")


def is_on(attributes) -> bool:
    """Whether a switch such as <w:vanish/> is on."""
    return attributes.get("val", "true") not in ("false", "0", "off")
