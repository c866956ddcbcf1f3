ARG BASE=python:3.14.7-trixie
ARG GO_TAG="1.27.0-trixie"

FROM golang:${GO_TAG} AS tool
RUN go install example.org/tool@v1

FROM $BASE
COPY --from=tool /go/bin/tool /usr/local/bin/tool
