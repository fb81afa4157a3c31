"""The window: widgets that show what the models hold and pass on what the user wants."""
