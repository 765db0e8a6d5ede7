"""What the browser downloads."""
