"""Work on hostile bytes in bounded child processes; what the work is, the target says."""
