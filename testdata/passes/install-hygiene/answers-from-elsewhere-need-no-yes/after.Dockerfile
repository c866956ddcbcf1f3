FROM debian:13.6
RUN yes | apt-get install curl
RUN echo y | apt-get remove curl
RUN apt-get install less < /etc/answers
FROM debian:13.6
RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes && apt-get install curl
