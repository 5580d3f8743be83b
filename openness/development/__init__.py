"""The runner behind the Makefile: installs, builds, starts, checks and stops everything on one machine.

Nothing here is imported by the application.
"""
