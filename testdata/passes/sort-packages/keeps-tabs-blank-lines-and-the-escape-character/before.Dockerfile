# escape=`
FROM debian:13.6
RUN apt-get install -y `
	zip `

	curl `  
	git
