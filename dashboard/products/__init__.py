"""Parts of the page of products and managers."""
