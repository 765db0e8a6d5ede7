"""Complete a built site for hosts, search engines and programs."""
