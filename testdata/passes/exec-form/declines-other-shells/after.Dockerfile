FROM debian:13.6 AS login
SHELL ["/bin/bash", "-lc"]
CMD serve
FROM debian:13.6 AS file
SHELL ["/bin/bash", "-c"]
ENV BASH_ENV=/etc/serve.env
CMD serve
FROM debian:13.6 AS powershell
SHELL ["pwsh", "-Command"]
CMD serve
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS windows
CMD serve.exe
FROM debian:13.6 AS option
SHELL ["/bin/bash", "-r", "-c"]
CMD serve
