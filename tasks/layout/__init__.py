"""Physical layout: columns, boxes, blocks and reading order. Knows nothing of what text means."""
