"""Tests of many rows that report all rows that fail at once."""

import inspect


def each(names, rows):
    """Call a test with every row of a table, and report all rows that fail at once.

    `names` are the arguments that a row fills, one name or several; fixtures are the test's own.
    A row fails with whatever it raises.
    """
    given = (names,) if isinstance(names, str) else tuple(names)
    rows = list(rows)

    def of(test):
        signature = inspect.signature(test)

        def test_of_all_rows(**fixtures):
            failing = []
            for row in rows:
                filled = (row,) if isinstance(names, str) else row
                try:
                    test(**fixtures, **dict(zip(given, filled, strict=True)))
                except Exception as error:
                    first_line = str(error).partition("\n")[0]
                    failing.append((row, f"{type(error).__name__}: {first_line}"))
            assert not failing, f"{len(failing)} of {len(rows)} rows"

        left = [p for name, p in signature.parameters.items() if name not in given]
        test_of_all_rows.__signature__ = signature.replace(parameters=left)
        test_of_all_rows.__name__ = test.__name__
        test_of_all_rows.__doc__ = test.__doc__
        test_of_all_rows.__module__ = test.__module__
        test_of_all_rows.__dict__.update(test.__dict__)
        return test_of_all_rows

    return of
