"""Official documents in files → text, read in a limited child process: README.md tells how.

Nothing is imported here: the child must not load Django, which the sentences for people need.
"""
