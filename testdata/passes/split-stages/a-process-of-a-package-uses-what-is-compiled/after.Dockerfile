FROM debian:12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 build-essential curl ca-certificates libzstd-dev
RUN curl -fsSL https://example.com/fastsum-1.4.tar.gz | tar xz \
    && cd fastsum-1.4 && ./configure && make && make install && ldconfig && cd .. && rm -rf fastsum-1.4
COPY report.py /opt/report/report.py

FROM debian:12
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 libatomic1 libgomp1 curl ca-certificates libzstd1 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local /usr/local
COPY --from=build /opt/report/report.py /opt/report/report.py
RUN ldconfig
CMD ["python3", "/opt/report/report.py"]
