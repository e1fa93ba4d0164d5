"""How long ago a file must have changed for the file system to show the next change, too."""

from __future__ import annotations

# A file changed this shortly before it was looked at might change again without its times showing it
# (coarse clocks of file systems), so what was seen of it is not relied on; the rule git calls "racily clean".
# The change time decides: a file may come with any modification time, one in the future included.
RACY_WINDOW_NS = 2_000_000_000
