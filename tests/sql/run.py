"""Tests of the SQL surface: SQL in, rows out.

Usage: python3 tests/sql/run.py [path of gxreport.so]. Needs a Python whose sqlite3 module can load
extensions. Ends with the line 'N passed, N failed'.
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import created_test
import functions_test
import harness
import plans_test
import tables_test
import values_test


def main():
    library = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/gxreport.so")
    suite = harness.Suite(library)
    return 0 if suite.run([functions_test, tables_test, plans_test, values_test,
                           created_test]) else 1


if __name__ == "__main__":
    sys.exit(main())
