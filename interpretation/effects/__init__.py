"""What else changes in a step, a module for each kind of case."""
