FROM debian:13.6
ENV LANG="C.UTF-8"
ENV APP_HOME="/srv/my app"
ENV PATH="/opt/bin:$PATH"
ENV OPTS="--a=b --c"
