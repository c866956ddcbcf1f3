// Command dockerfile-lint prints the findings of BuildKit's own build checks, one JSON line for each file named on standard
// input: {"path", "findings": ["Rule:FIRST-LAST"], "error"}. Base images are taken to be empty.
//
// It builds inside of a checkout of github.com/moby/buildkit with the Go release named in its go.mod: copy this directory
// to cmd/dockerfile-lint there, then `go build -mod=vendor ./cmd/dockerfile-lint`. tests/corpus/run takes it by --linter.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/opencontainers/go-digest"
)

type resolver struct{}

func (resolver) ResolveImageConfig(ctx context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, digest.FromString(ref), []byte(`{"os":"linux","architecture":"amd64","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:0123456789012345678901234567890123456789012345678901234567890123"]}}`), nil
}

func one(path string) (out map[string]any) {
	out = map[string]any{"path": path}
	defer func() {
		if r := recover(); r != nil {
			out["error"] = fmt.Sprint("panic ", r)
		}
	}()
	data, err := os.ReadFile(path)
	if err != nil {
		out["error"] = err.Error()
		return
	}
	source := llb.NewSourceMap(nil, path, "Dockerfile", data)
	source.Definition = &llb.Definition{}
	res, err := dockerfile2llb.DockerfileLint(context.Background(), data, dockerfile2llb.ConvertOpt{
		MetaResolver: resolver{}, SourceMap: source})
	if err != nil {
		out["error"] = err.Error()
		return
	}
	list := []string{}
	for _, w := range res.Warnings {
		first, last := 0, 0
		if w.Location != nil && len(w.Location.Ranges) > 0 {
			ranges := w.Location.Ranges // one for each line
			first, last = int(ranges[0].Start.Line), int(ranges[len(ranges)-1].End.Line)
		}
		list = append(list, fmt.Sprintf("%s:%d-%d", w.RuleName, first, last))
	}
	sort.Strings(list)
	out["findings"] = list
	if res.Error != nil {
		out["error"] = res.Error.Message
	}
	return
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for in.Scan() {
		b, _ := json.Marshal(one(in.Text()))
		w.Write(append(b, '\n'))
	}
}
