FROM debian:13.6
RUN apt-get update
COPY . /srv
RUN make -C /srv
ENV A=1
RUN touch /done
USER app
RUN touch /home/app/done
