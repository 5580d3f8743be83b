"""The way of an upload through the child process: looked at, then cleaned."""
from openness.parsing import child

from .refusals import refused

INSPECT, CLEAN = "openness.files.inspecting:inspect", "openness.files.cleaning:clean"
TO_INSPECT = {"memory": 512, "cpu": 8, "wall": 12}      # MB, seconds, seconds (rule H4)
TO_CLEAN = TO_INSPECT | {"memory": 768}                 # 50 million pixels or 2.5 million nodes of XML take 600 MB


def prepare(data: bytes, kind: str, name: str) -> tuple[dict, bytes]:
    """(report, copy for publication) of cleaning.clean(), or ValidationError with a sentence that says what to do."""
    try:
        child.run(INSPECT, data, kind=kind, name=name, **TO_INSPECT)
        return child.run(CLEAN, data, kind=kind, **TO_CLEAN)
    except child.Unreadable as error:
        raise refused(error.code, error.params) from error
