"""Keeps what it is told."""
import pathlib
import sys

NOTES = pathlib.Path(__file__).parent / "notes"

with open(NOTES / "all.txt", "a") as notes:
    notes.write(sys.stdin.readline())
