def begin(case, attempt):
    """Which office decides: the one above; an office of a government decides of its own."""
    agency = case.agency
    case.office = agency.office or (agency if agency.served.exists() else agency.overseer or agency)


def write(case, attempt):
    case.updated_at = attempt.now


def share(case, attempt):
    case.shared_at = attempt.now
