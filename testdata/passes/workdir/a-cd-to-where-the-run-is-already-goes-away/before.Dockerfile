FROM debian:13.6
ARG HOME_OF_IT=/app
WORKDIR /app
COPY . .
RUN cd /app && npm ci
RUN make
RUN cd /app/ && cd . && npm run build
# A build argument may change where this goes.
RUN cd $HOME_OF_IT && npm test
WORKDIR ${HOME_OF_IT}/lib
RUN cd ${HOME_OF_IT}/lib && ls
