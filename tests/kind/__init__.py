"""A kind of content declared outside the product: proof that a kind is one file and one template."""
