"""The list of jobs and what is shown of the one that is selected."""
