"""What the program costs, measured: ``make bench``. Ratios are taken within one run."""
