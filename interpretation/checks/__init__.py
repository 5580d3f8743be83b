"""What stands against a step, a module for each kind of case. What a document needs is in gate.py."""
