"""Keeps notes in a database, and shows them."""
import pathlib
import sqlite3

from flask import Flask, render_template, request

app = Flask(__name__)
DATABASE = pathlib.Path(__file__).parent / "data" / "notes.db"
HEADING = "All notes"


def connect():
    connection = sqlite3.connect(DATABASE)
    connection.execute("CREATE TABLE IF NOT EXISTS notes (text TEXT)")
    return connection


@app.get("/health")
def health():
    return HEADING + " are fine\n"


@app.post("/notes")
def add():
    with connect() as connection:
        connection.execute("INSERT INTO notes VALUES (?)", (request.get_data(as_text=True),))
    return "kept\n", 201


@app.get("/notes")
def show():
    notes = [row[0] for row in connect().execute("SELECT text FROM notes")]
    return render_template("notes.html", heading=HEADING, notes=notes)


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
