FROM debian:13.6
ENV TOOLS=/opt/tools
ARG VERSION=1.2
RUN mkdir -p $TOOLS/lib-${VERSION}
WORKDIR $TOOLS
RUN cd "$TOOLS/lib-${VERSION}" && make
RUN cd "$TOOLS/lib-${VERSION}" && make install
CMD ["./tool"]

FROM debian:13.6
ARG VERSION=1.2
WORKDIR /opt/tool-$VERSION
WORKDIR lib
ENV VERSION=1.3
WORKDIR bin
