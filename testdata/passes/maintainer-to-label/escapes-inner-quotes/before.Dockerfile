FROM debian:13.6
maintainer The "A" Team
