FROM debian:12
RUN apt-get update && (apt-get upgrade || true) && apt-get install -y curl
RUN apt-get install jq || echo "no jq"
RUN command -v git || apt-get install -y git
