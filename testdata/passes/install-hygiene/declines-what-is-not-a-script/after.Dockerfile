FROM debian:13.6
RUN ["apt", "install", "curl"]
RUN <<SCRIPT
apt install curl
SCRIPT
SHELL ["pwsh", "-Command"]
RUN apt install curl
