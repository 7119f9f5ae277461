"""What a whole class shows: the report for the instructor, and submissions that are too alike."""
