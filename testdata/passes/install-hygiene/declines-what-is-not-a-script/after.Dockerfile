FROM debian:13.6
RUN ["apt", "install", "curl"]
SHELL ["pwsh", "-Command"]
RUN apt install curl
