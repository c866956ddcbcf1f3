FROM python:3.14.7-trixie
RUN --mount=type=cache,target=/root/.cache/pip pip install flask
RUN touch /done
RUN --network=none make check
