"""A believable hospital, for whoever wants to look around. Every name, number and address is invented."""
