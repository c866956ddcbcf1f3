FROM debian:13.6
RUN apt-get update
LABEL stage="one"
EXPOSE 80
# the tool
RUN apt-get install -y curl

CMD ["curl"]
RUN touch /done
