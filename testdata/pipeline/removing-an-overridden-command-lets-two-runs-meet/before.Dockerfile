FROM debian
RUN apt-get update
CMD bash
RUN apt-get install -y curl
CMD ["curl"]
