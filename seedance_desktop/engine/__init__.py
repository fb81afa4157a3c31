"""What the program does: jobs from submission to the library; no Qt, one asyncio loop."""
