"""One module per assignment: points, cases, misconceptions."""
