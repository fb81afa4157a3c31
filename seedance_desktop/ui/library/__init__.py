"""The page of finished videos: grid, player and facts."""
