#!/usr/bin/env python3
"""Where are the simple commands of a script? Asks shfmt -ln bash --to-json.

In:  {"id": any, "script_b64": "…"}            one per line; a "dialect" is taken and not looked at
Out: {"id": …, "accept": bool,
      "calls": [[begin, end, type], …],        byte offsets, end exclusive, in the order of begin
      "outer": [[begin, end], …],              per call: with its redirections, without here-document bodies
      "words": [[[begin, end], …], …],         per call: assignments, then arguments
      "error": "…"}                            only where accept is false; then without the lists

Calls are found anywhere: in lists, functions, command and process substitutions, here-document bodies. The
type is shfmt's: CallExpr (also assignments alone), DeclClause (declare, export, local, readonly, typeset,
nameref), LetClause, TestClause ([[ ]]), ArithmCmd ((( ))), or Redirect for a command that is nothing but
redirections. TimeClause and CoprocClause are not calls; what they run is. The words of a DeclClause or
LetClause are those after its keyword; TestClause and ArithmCmd have none.
"""

import json

import shell_batch

SHFMT = [shell_batch.program("shfmt"), "-ln", "bash", "--to-json"]
CALLS = {"CallExpr", "DeclClause", "LetClause", "TestClause", "ArithmCmd"}


def span(node):
    return [node["Pos"]["Offset"], node["End"]["Offset"]]


def outer(inner, redirections):
    """inner, widened to redirections before and behind it. A here-document counts up to its word."""
    spans = [[r["Pos"]["Offset"], r["Word"]["End"]["Offset"]] for r in redirections]
    return [min(s[0] for s in spans + inner), max(s[1] for s in spans + inner)]


def words(command):
    if command["Type"] == "LetClause":
        return [span(w) for w in command.get("Exprs", [])]
    parts = command.get("Assigns", []) + command.get("Args", [])
    return [span(w) for w in parts if w]


def statements(tree):
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
            continue
        # Positions are most of the tree, and hold nothing.
        for value in node.values():
            if type(value) is list or (type(value) is dict and "Line" not in value):
                stack.append(value)
        if "Cmd" in node or "Redirs" in node:
            yield node


def call(statement):
    """[begin, end, type], outer and words of the statement's simple command, or None."""
    command = statement.get("Cmd")
    redirections = statement.get("Redirs", [])
    if command is None:
        whole = outer([], redirections)
        return [*whole, "Redirect"], whole, []
    if command["Type"] not in CALLS:
        return None
    return [*span(command), command["Type"]], outer([span(command)], redirections), words(command)


def answer(runner, _, script):
    status, output, errors = runner.run(SHFMT, script)
    if status != 0:
        return {"accept": False, "error": runner.message(errors)}
    # shfmt copies bytes that are not UTF-8 into its strings; only the positions matter here.
    tree = json.loads(output.decode("utf-8", "replace"))
    calls = sorted(filter(None, map(call, statements(tree))), key=lambda c: (c[0][0], -c[0][1]))
    result = {"accept": True}
    result["calls"], result["outer"], result["words"] = ([c[i] for c in calls] for i in range(3))
    return result


if __name__ == "__main__":
    shell_batch.batch(answer, __doc__.splitlines()[0])
