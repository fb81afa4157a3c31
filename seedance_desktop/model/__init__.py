"""What each screen shows and lets you do: QtCore and pictures, no widgets."""
