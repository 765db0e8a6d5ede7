"""What did editors write, and is it well-formed?"""
