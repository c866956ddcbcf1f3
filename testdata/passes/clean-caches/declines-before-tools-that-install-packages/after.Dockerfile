FROM debian:13.6
RUN apt-get update && apt-get install -y python3-rosdep
COPY src /src
RUN rosdep install --from-paths /src -y

FROM debian:13.6
RUN apt-get update && apt-get install -y make sudo
COPY . /src
RUN make -C /src install-deps
