"""What on a page belongs to the page and not to an article. Rules point; one place decides."""
