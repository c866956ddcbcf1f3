# dockhone: skip=pin-base  the team follows alpine on purpose
FROM alpine AS follows
FROM alpine:3.24.1
