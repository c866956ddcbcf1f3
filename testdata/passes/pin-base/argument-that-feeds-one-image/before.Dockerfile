ARG BASE=python
ARG GO_TAG="latest"

FROM golang:${GO_TAG} AS tool
RUN go install example.org/tool@v1

FROM $BASE
COPY --from=tool /go/bin/tool /usr/local/bin/tool
