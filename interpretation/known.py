"""What the system knows by itself of how an interpretation was received."""
from openness.publication.models import PublicItem
from openness.readership.figures import readership_of_many

from .choices import MaterialStatus

OUT = (MaterialStatus.PUBLISHED, MaterialStatus.SUPERSEDED, MaterialStatus.WITHDRAWN)


def readership(plan):
    """[{title, form, reads, yes, no}] of the addresses at which its materials stand or stood; editions share theirs."""
    addresses = {}
    for material in plan.materials.filter(status__in=OUT).order_by("pk"):
        if item := PublicItem.objects.of(material).first():
            addresses[item.address] = material      # the latest edition names it
    found = readership_of_many(list(addresses))
    return [{"title": material.title, "form": material.form, "reads": found[address].reads, "yes": found[address].yes,
             "no": found[address].no} for address, material in addresses.items()]
