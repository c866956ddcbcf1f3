FROM debian:12
RUN mode=fast; make && make ${mode:-slow}
