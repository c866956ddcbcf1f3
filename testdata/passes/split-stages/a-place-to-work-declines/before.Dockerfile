FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends git make zsh
RUN git clone https://example.com/dotfiles /srv/dotfiles
RUN make -C /srv/dotfiles
CMD ["zsh"]
