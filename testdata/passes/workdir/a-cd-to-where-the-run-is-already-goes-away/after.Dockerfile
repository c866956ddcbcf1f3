FROM debian:13.6
ARG HOME_OF_IT=/app
WORKDIR /app
COPY . .
RUN npm ci
RUN make
RUN npm run build
# A build argument may change where this goes.
RUN cd $HOME_OF_IT && npm test
WORKDIR ${HOME_OF_IT}/lib
RUN ls
