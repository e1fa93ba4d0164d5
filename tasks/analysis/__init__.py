"""The road of one issue, from document to rows. The only folder that knows the four stages."""
