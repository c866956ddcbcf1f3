# escape=`
FROM debian:13.6
RUN apt-get install -y `
	curl `
	git `
	zip
