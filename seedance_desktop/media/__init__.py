"""Pictures and clips: read, checked, cropped, encoded; all of it blocks, so call it in a worker."""
