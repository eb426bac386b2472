"""A workshop to look at: six plans on real national sources, invented values marked as provisional."""
