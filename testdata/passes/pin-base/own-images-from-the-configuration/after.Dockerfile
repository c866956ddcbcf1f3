FROM registry.example.com/base:4.2.1-bookworm AS one
FROM registry.example.com/base:4.2.1-bookworm AS two
FROM registry.example.com/other AS three
# An official image is the catalog's, whatever the configuration says.
FROM alpine:3.24.1
