"""What tells that two articles say the same, or come back to the same: pure, over articles of all issues."""
