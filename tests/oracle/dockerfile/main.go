// Command dockerfile-oracle prints what the reference Dockerfile parser makes of a file, as JSON lines.
//
//	dockerfile-oracle [-0] [-brief] < list-of-file-names   one JSON line per file, in the order given
//	dockerfile-oracle [-brief] FILE...                     the same for the files named
//	dockerfile-oracle [-brief] -                           the Dockerfile is standard input
//	dockerfile-oracle text [-brief]                        lines {"id": any, "text": string} hold Dockerfiles
//	dockerfile-oracle expand                               lines {"word": string, "env": {...}, "escape": "\\"}
//
// File names end in a newline, or in NUL where the first separator seen is one (or with -0). Output is
// flushed whenever no input is waiting, so a test can keep one process and ask it question by question.
//
// A string of the output that is valid UTF-8 is a JSON string; any other is {"b64": "<its bytes in base64>"}.
// Every string of the input may be written in either form. The reference itself replaces some bytes that
// are not UTF-8 by U+FFFD while it decodes (flags, words); this shows what it did.
//
// A line about a Dockerfile:
//
//	{"path": …, "ok": true,
//	 "escape": "\\",
//	 "directives": [{"name": "syntax", "value": …, "line": 1}],    as the parser reads them
//	 "syntax": {"ref": …, "cmdline": …, "line": 1},                 as a builder detects it; or null
//	 "nodes": [{"keyword": "run", "start": 3, "end": 5,             first and last line, from 1
//	            "flags": ["--mount=…"],                             unquoted
//	            "args": […],                                        the node's chain of values
//	            "json": true,                                       only where the JSON form was taken
//	            "heredocs": [{"name", "expand", "chomp", "fd", "content"}],
//	            "nested": {…},                                      ONBUILD's own instruction, without lines
//	            "original": "RUN …"}]}                              the logical line
//
// Not accepted: "ok" is false, "stage" is "read", "parse", "instructions" or "panic", "error" is the text,
// "at" the line ranges that the reference names; nodes are there if the first stage passed. -brief leaves
// out everything but path, ok, stage, error, at and later. "ok" means that parser.Parse and
// instructions.Parse both succeed. A builder looks at RUN's mounts only after that, when it expands
// variables; what it would then say is "later": [{"line": 3, "error": …}], there only if there is any, and
// never about a RUN with a "$" in its flags.
//
// A line of expand: {"word": …, "words": […]}, or in place of each {"word_error": …}, {"words_error": …}.
// Options in the question: "raw_quotes", "raw_escapes", "skip_quotes", "skip_unset".
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// text is a byte string in the encoding that the comment at the top describes.
type text string

func (t *text) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '{' {
		var wrapped struct {
			B64 []byte `json:"b64"`
		}
		err := json.Unmarshal(data, &wrapped)
		*t = text(wrapped.B64)
		return err
	}
	var s string
	err := json.Unmarshal(data, &s)
	*t = text(s)
	return err
}

// out is a JSON line in the making. Keys and values are appended in the order written.
type out struct{ bytes.Buffer }

func (o *out) key(name string) {
	if last := o.Bytes()[o.Len()-1]; last != '{' {
		o.WriteByte(',')
	}
	o.WriteByte('"')
	o.WriteString(name)
	o.WriteString(`":`)
}

const hex = "0123456789abcdef"

func (o *out) str(s string) {
	if !utf8.ValidString(s) {
		o.WriteString(`{"b64":"`)
		o.WriteString(base64.StdEncoding.EncodeToString([]byte(s)))
		o.WriteString(`"}`)
		return
	}
	o.WriteByte('"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			o.WriteByte('\\')
			o.WriteByte(c)
		case c == '\n':
			o.WriteString(`\n`)
		case c == '\t':
			o.WriteString(`\t`)
		case c == '\r':
			o.WriteString(`\r`)
		case c < 0x20 || c == 0x7f:
			o.WriteString(`\u00`)
			o.WriteByte(hex[c>>4])
			o.WriteByte(hex[c&15])
		default:
			o.WriteByte(c)
		}
	}
	o.WriteByte('"')
}

func (o *out) strs(list []string) {
	o.WriteByte('[')
	for i, s := range list {
		if i > 0 {
			o.WriteByte(',')
		}
		o.str(s)
	}
	o.WriteByte(']')
}

func (o *out) num(n int) { o.WriteString(strconv.Itoa(n)) }

func (o *out) ranges(list []parser.Range) {
	o.WriteByte('[')
	for i, r := range list {
		if i > 0 {
			o.WriteByte(',')
		}
		fmt.Fprintf(o, "[%d,%d]", r.Start.Line, r.End.Line)
	}
	o.WriteByte(']')
}

func (o *out) heredocs(list []parser.Heredoc) {
	o.WriteByte('[')
	for i, h := range list {
		if i > 0 {
			o.WriteByte(',')
		}
		o.WriteByte('{')
		o.key("name")
		o.str(h.Name)
		o.key("expand")
		o.WriteString(strconv.FormatBool(h.Expand))
		o.key("chomp")
		o.WriteString(strconv.FormatBool(h.Chomp))
		o.key("fd")
		o.num(int(h.FileDescriptor))
		o.key("content")
		o.str(h.Content)
		o.WriteByte('}')
	}
	o.WriteByte(']')
}

func (o *out) node(n *parser.Node, nested bool) {
	o.WriteByte('{')
	o.key("keyword")
	o.str(strings.ToLower(n.Value))
	if !nested {
		o.key("start")
		o.num(n.StartLine)
		o.key("end")
		o.num(n.EndLine)
	}
	o.key("flags")
	o.strs(n.Flags)
	args := []string{}
	var inner *parser.Node
	for next := n.Next; next != nil; next = next.Next {
		if len(next.Children) > 0 {
			inner = next.Children[0]
			continue
		}
		args = append(args, next.Value)
	}
	o.key("args")
	o.strs(args)
	if n.Attributes["json"] {
		o.key("json")
		o.WriteString("true")
	}
	if len(n.Heredocs) > 0 {
		o.key("heredocs")
		o.heredocs(n.Heredocs)
	}
	if inner != nil {
		o.key("nested")
		o.node(inner, true)
	}
	o.key("original")
	o.str(n.Original)
	o.WriteByte('}')
}

// directives lists what parser.Parse takes as directives: it strips a byte-order mark and leading blanks
// before it looks at a line, and stops at the first line that is none.
func (o *out) directives(data []byte) {
	var p parser.DirectiveParser
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	o.WriteByte('[')
	for line := 1; len(data) > 0; line++ {
		var current []byte
		current, data, _ = bytes.Cut(data, []byte("\n"))
		current = bytes.TrimLeftFunc(bytes.TrimRight(current, "\r\n"), unicode.IsSpace)
		found, err := p.ParseLine(current)
		if err != nil || found == nil {
			break
		}
		if line > 1 {
			o.WriteByte(',')
		}
		o.WriteByte('{')
		o.key("name")
		o.str(found.Name)
		o.key("value")
		o.str(found.Value)
		o.key("line")
		o.num(line)
		o.WriteByte('}')
	}
	o.WriteByte(']')
}

func (o *out) failure(stage string, err error) {
	o.key("ok")
	o.WriteString("false")
	o.key("stage")
	o.str(stage)
	o.key("error")
	o.str(err.Error())
	var located *parser.ErrorLocation
	if errors.As(err, &located) && len(located.Locations) > 0 {
		o.key("at")
		o.ranges(located.Locations[0])
	}
}

// later asks for the expansion that a builder would do, with variables left as they are.
func (o *out) later(stages []instructions.Stage) {
	first := true
	for _, stage := range stages {
		for _, command := range stage.Commands {
			run, ok := command.(*instructions.RunCommand)
			if !ok || len(run.FlagsUsed) == 0 || hasVariable(run) {
				continue
			}
			err := run.Expand(func(word string) (string, error) { return word, nil })
			if err == nil {
				continue
			}
			if first {
				o.key("later")
				o.WriteByte('[')
			} else {
				o.WriteByte(',')
			}
			first = false
			o.WriteByte('{')
			o.key("line")
			o.num(run.Location()[0].Start.Line)
			o.key("error")
			o.str(err.Error())
			o.WriteByte('}')
		}
	}
	if !first {
		o.WriteByte(']')
	}
}

// hasVariable looks at the text of the instruction up to its first word that is no flag.
func hasVariable(run *instructions.RunCommand) bool {
	for _, word := range strings.Fields(run.String())[1:] {
		if !strings.HasPrefix(word, "--") {
			return false
		}
		if strings.Contains(word, "$") {
			return true
		}
	}
	return false
}

func (o *out) tree(data []byte, result *parser.Result) {
	o.key("escape")
	o.str(string(result.EscapeToken))
	o.key("directives")
	o.directives(data)
	o.key("syntax")
	if ref, cmdline, loc, ok := parser.DetectSyntax(data); ok {
		o.WriteByte('{')
		o.key("ref")
		o.str(ref)
		o.key("cmdline")
		o.str(cmdline)
		o.key("line")
		o.num(loc[0].Start.Line)
		o.WriteByte('}')
	} else {
		o.WriteString("null")
	}
	o.key("nodes")
	o.WriteByte('[')
	for i, n := range result.AST.Children {
		if i > 0 {
			o.WriteByte(',')
		}
		o.node(n, false)
	}
	o.WriteByte(']')
}

// dump makes one line, without its newline, about a Dockerfile. begin writes what identifies it.
func dump(begin func(*out), data []byte, readErr error, brief bool) (line []byte) {
	defer func() {
		if problem := recover(); problem != nil {
			o := &out{}
			o.WriteByte('{')
			begin(o)
			o.failure("panic", fmt.Errorf("%v", problem))
			o.WriteByte('}')
			line = o.Bytes()
		}
	}()
	o := &out{}
	o.WriteByte('{')
	begin(o)
	describe(o, data, readErr, brief)
	o.WriteByte('}')
	return o.Bytes()
}

func describe(o *out, data []byte, readErr error, brief bool) {
	if readErr != nil {
		o.failure("read", readErr)
		return
	}
	result, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		o.failure("parse", err)
		return
	}
	if stages, _, err := instructions.Parse(result.AST); err != nil {
		o.failure("instructions", err)
	} else {
		o.key("ok")
		o.WriteString("true")
		o.later(stages)
	}
	if !brief {
		o.tree(data, result)
	}
}

// inOrder prints the results of jobs in the order in which they came, working on several at once.
func inOrder(jobs func(submit func(job func() []byte))) {
	type task struct {
		job    func() []byte
		result chan []byte
	}
	queue := make(chan task, 512)
	work := make(chan task, 512)
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		go func() {
			for t := range work {
				t.result <- t.job()
			}
		}()
	}
	go func() {
		jobs(func(job func() []byte) {
			t := task{job, make(chan []byte, 1)}
			work <- t
			queue <- t
		})
		close(work)
		close(queue)
	}()
	w := bufio.NewWriterSize(os.Stdout, 1<<18)
	for t := range queue {
		w.Write(<-t.result)
		w.WriteByte('\n')
		if len(queue) == 0 {
			w.Flush()
		}
	}
	if err := w.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "dockerfile-oracle:", err)
		os.Exit(1)
	}
}

func named(path string) func(*out) {
	return func(o *out) { o.key("path"); o.str(path) }
}

func fileJob(path string, brief bool) func() []byte {
	return func() []byte {
		data, err := os.ReadFile(path)
		return dump(named(path), data, err, brief)
	}
}

func files(names []string, brief bool) {
	inOrder(func(submit func(func() []byte)) {
		for _, name := range names {
			submit(fileJob(name, brief))
		}
	})
}

func listed(nul, brief bool) {
	r := bufio.NewReaderSize(os.Stdin, 1<<16)
	separator := byte(0)
	known := nul
	inOrder(func(submit func(func() []byte)) {
		var name []byte
		flush := func() {
			if len(name) > 0 {
				submit(fileJob(string(name), brief))
			}
			name = name[:0]
		}
		for {
			c, err := r.ReadByte()
			if err != nil {
				flush()
				return
			}
			if !known && (c == 0 || c == '\n') {
				separator, known = c, true
			}
			if known && c == separator {
				flush()
				continue
			}
			name = append(name, c)
		}
	})
}

// lines submits one job per non-empty line of standard input.
func lines(answer func(line []byte) []byte) {
	r := bufio.NewReaderSize(os.Stdin, 1<<16)
	inOrder(func(submit func(func() []byte)) {
		for {
			line, err := r.ReadBytes('\n')
			if question := bytes.TrimSpace(line); len(question) > 0 {
				submit(func() []byte { return answer(question) })
			}
			if err != nil {
				return
			}
		}
	})
}

func badQuestion(err error) []byte {
	o := &out{}
	o.WriteByte('{')
	o.failure("read", err)
	o.WriteByte('}')
	return o.Bytes()
}

func texts(brief bool) {
	lines(func(line []byte) []byte {
		var question struct {
			ID   json.RawMessage `json:"id"`
			Text text            `json:"text"`
		}
		if err := json.Unmarshal(line, &question); err != nil {
			return badQuestion(err)
		}
		if question.ID == nil {
			question.ID = json.RawMessage("null")
		}
		begin := func(o *out) { o.key("id"); o.Write(question.ID) }
		return dump(begin, []byte(question.Text), nil, brief)
	})
}

func expand() {
	lines(func(line []byte) []byte {
		var question struct {
			Word       text            `json:"word"`
			Env        map[string]text `json:"env"`
			Escape     string          `json:"escape"`
			RawQuotes  bool            `json:"raw_quotes"`
			RawEscapes bool            `json:"raw_escapes"`
			SkipQuotes bool            `json:"skip_quotes"`
			SkipUnset  bool            `json:"skip_unset"`
		}
		question.Escape = `\`
		if err := json.Unmarshal(line, &question); err != nil {
			return badQuestion(err)
		}
		escape, _ := utf8.DecodeRuneInString(question.Escape)
		lex := shell.NewLex(escape)
		lex.RawQuotes, lex.RawEscapes = question.RawQuotes, question.RawEscapes
		lex.SkipProcessQuotes, lex.SkipUnsetEnv = question.SkipQuotes, question.SkipUnset
		env := map[string]string{}
		for name, value := range question.Env {
			env[name] = string(value)
		}
		return expanded(lex, string(question.Word), env)
	})
}

func expanded(lex *shell.Lex, word string, env map[string]string) (line []byte) {
	o := &out{}
	o.WriteByte('{')
	defer func() {
		if problem := recover(); problem != nil {
			o.Reset()
			o.WriteByte('{')
			o.key("panic")
			o.str(fmt.Sprint(problem))
		}
		o.WriteByte('}')
		line = o.Bytes()
	}()
	if one, err := lex.ProcessWordWithMap(word, env); err != nil {
		o.key("word_error")
		o.str(err.Error())
	} else {
		o.key("word")
		o.str(one)
	}
	if many, err := lex.ProcessWordsWithMap(word, env); err != nil {
		o.key("words_error")
		o.str(err.Error())
	} else {
		o.key("words")
		o.strs(many)
	}
	return nil
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: dockerfile-oracle [-0] [-brief] [FILE...|-] | text [-brief] | expand")
	os.Exit(2)
}

func main() {
	var nul, brief bool
	var rest []string
	for _, arg := range os.Args[1:] {
		switch {
		case arg == "-0":
			nul = true
		case arg == "-brief":
			brief = true
		case len(arg) > 1 && arg[0] == '-':
			usage()
		default:
			rest = append(rest, arg)
		}
	}
	switch {
	case len(rest) == 0:
		listed(nul, brief)
	case len(rest) == 1 && rest[0] == "expand":
		expand()
	case len(rest) == 1 && rest[0] == "text":
		texts(brief)
	case len(rest) == 1 && rest[0] == "-":
		data, err := io.ReadAll(os.Stdin)
		os.Stdout.Write(append(dump(named("-"), data, err, brief), '\n'))
	default:
		files(rest, brief)
	}
}
