FROM golang:1.25-trixie AS build
WORKDIR /opt
RUN git clone https://git.example.com/tool.git
RUN make -C tool
WORKDIR /go
COPY . .

FROM debian:13.6
WORKDIR /etc
RUN cp passwd passwd.old
RUN ls
WORKDIR /
COPY --from=build /opt/tool /opt/tool

FROM debian:13.6
WORKDIR /
RUN ls
RUN ls -l
