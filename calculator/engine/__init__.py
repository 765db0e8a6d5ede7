"""The arithmetic of the law: an application in, an outcome out."""
