"""Files that somebody takes along."""
