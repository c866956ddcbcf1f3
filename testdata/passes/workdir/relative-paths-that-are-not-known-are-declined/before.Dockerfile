FROM registry.example.com/base:4.2
WORKDIR app
WORKDIR $ROOT
WORKDIR lib

FROM debian:13.6
WORKDIR ~/app
WORKDIR /srv
WORKDIR a b
WORKDIR ${DIRECTORY}

FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR app
