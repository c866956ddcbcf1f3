FROM debian:12
RUN mode=fast; make
RUN make ${mode:-slow}
