FROM registry.example.com/base AS one
FROM registry.example.com/base:latest AS two
FROM registry.example.com/other AS three
# An official image is the catalog's, whatever the configuration says.
FROM alpine
