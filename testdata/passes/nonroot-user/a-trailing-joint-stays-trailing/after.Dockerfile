FROM alpine:3.20.1
WORKDIR /srv/app
RUN apk add --no-cache python3 && \
	mkdir /output
RUN addgroup -S -g 10001 app && \
	adduser -S -D -u 10001 -G app app && \
	chown 10001:10001 /srv/app /output
COPY --chown=10001:10001 . /srv/app
EXPOSE 8080
USER 10001:10001
CMD ["python3", "app.py"]
