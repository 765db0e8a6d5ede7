"""What is wrong with the built pages?"""
