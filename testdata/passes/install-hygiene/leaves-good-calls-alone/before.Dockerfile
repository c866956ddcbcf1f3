FROM debian:13.6
RUN apt-get update && apt-get install -y curl
RUN apt-get -y install less && apt-get install -qqy file && apt-get -qq install xz-utils && apt-get -q=2 remove file
RUN apt-get install --assume-yes zip && apt-get --force-yes install unzip && apt-get install -yq jq
RUN apt-get -o APT::Get::Assume-Yes=true install tree && apt-get -oAPT::Get::Assume-Yes=1 install nano
RUN apt-get install && apt-get download tree && apt-get --version && echo apt install curl
RUN apt-mark hold zip && grep -q apt /etc/hosts
