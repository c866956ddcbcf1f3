FROM debian:13.6
RUN apt-get update \
    # the tool
    && apt-get install -y curl \
    && touch /done
LABEL stage="one"
EXPOSE 80

CMD ["curl"]
