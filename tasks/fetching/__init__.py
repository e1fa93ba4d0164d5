"""New bulletins from the web into raw. Nothing here knows how they are read."""
