ARG P=Windows/amd64
FROM golang AS build
FROM --platform=$P golang
SHELL ["PowerShell", "-Command"]
