"""The rights of this app: pages of the disclosure platform are written by one person and published by another."""
from openness.agencies.holders import Holders

WRITE_PAGES = "write_pages"
PUBLISH_PAGES = "publish_pages"

WRITERS = Holders(WRITE_PAGES, "agency")
CORRECTORS = Holders(WRITE_PAGES, "corrects.agency")
PUBLISHERS = Holders(PUBLISH_PAGES, "agency")
