FROM golang:1.25-trixie AS build
RUN cd /opt && git clone https://git.example.com/tool.git
RUN cd /opt && make -C tool
COPY . .

FROM debian:13.6
RUN cd /etc && cp passwd passwd.old
RUN cd /etc && ls
COPY --from=build /opt/tool /opt/tool

FROM debian:13.6
RUN cd / && ls
RUN cd / && ls -l
