"""What the ring does with a file of decisions: read it, and write what was chosen."""
