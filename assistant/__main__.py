"""`python -m assistant` is `lantern`."""

from assistant.cli import main

if __name__ == "__main__":
    main()
