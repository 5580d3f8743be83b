"""One module per kind of file: look(data) refuses, scrub(data) makes the copy for publication. No Django in here."""
