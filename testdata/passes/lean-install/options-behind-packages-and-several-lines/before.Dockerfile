FROM debian:13.6
RUN apt-get install \
      -y \
      jq \
      less -q
RUN apt-get install jq -y \
 && echo done
RUN apt-get install -y -- jq
RUN (apt-get install -y jq) && { apt-get install -y less; } && bash -c "apt-get install -y file"
RUN apt-get update && apt-get install -yt bookworm-backports less && apt-get install -qy -t bookworm-backports file
