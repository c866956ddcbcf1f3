FROM debian:13.6
RUN apt-get update # refresh the lists
RUN apt-get install -y curl   # needed by the health check
RUN touch /done
