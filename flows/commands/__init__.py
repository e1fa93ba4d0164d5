"""The commands of `bulletins`, one file each; `flows.cli` registers them."""
