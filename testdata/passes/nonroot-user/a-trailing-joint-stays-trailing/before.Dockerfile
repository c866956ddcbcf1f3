FROM alpine:3.20.1
WORKDIR /srv/app
RUN apk add --no-cache python3 && \
	mkdir /output
COPY . /srv/app
EXPOSE 8080
CMD ["python3", "app.py"]
