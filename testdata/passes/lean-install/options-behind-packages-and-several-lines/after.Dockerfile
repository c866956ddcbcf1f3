FROM debian:13.6
RUN apt-get install \
      -y --no-install-recommends \
      jq \
      less -q
RUN apt-get install --no-install-recommends jq -y \
 && echo done
RUN apt-get install -y --no-install-recommends -- jq
RUN (apt-get install -y --no-install-recommends jq) && { apt-get install -y --no-install-recommends less; } && bash -c "apt-get install -y file"
RUN apt-get update && apt-get install --no-install-recommends -yt bookworm-backports less && apt-get install -qy --no-install-recommends -t bookworm-backports file
