"""The execution judge: see tests/equivalence/README.md."""
