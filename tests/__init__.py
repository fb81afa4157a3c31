"""The tests: folders mirror the package; flow/ runs the whole program."""
