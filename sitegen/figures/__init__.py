"""What do the rules say, ready to show? Of the project, only the calculator and the courses are asked."""
