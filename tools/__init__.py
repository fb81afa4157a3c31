"""What the people who work on the program run: set-up, locks, budgets, contracts, pictures."""
