"""What hosts and machines need."""
