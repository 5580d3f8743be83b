"""The right to watch over the clocks of the bodies below."""
SUPERVISE = "supervise_deadlines"
