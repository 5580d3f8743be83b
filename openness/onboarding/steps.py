"""What stands on the page of an installation that is being set up; apps add theirs by settings.SETUP_STEPS."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A line of the page: what there is, whether that is enough, and where to go on."""
    title: str
    said: str
    done: bool
    icon: str
    url: str = ""
    action: str = ""
    also: tuple = ()        # [(label, url)]; without an address it is only said
    optional: bool = False
