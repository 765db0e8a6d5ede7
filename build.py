"""The command line of the site: everything it does is in `sitegen.cli`."""

from sitegen.cli import main

if __name__ == "__main__":
    main()
