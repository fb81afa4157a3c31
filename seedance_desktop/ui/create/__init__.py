"""The page on which a video is asked for: frame editor, prompt, parameters, price."""
